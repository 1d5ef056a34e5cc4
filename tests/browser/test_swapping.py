"""A file of a group goes out of one private chat and into another one, on the page (G16)."""

from pathlib import Path

from tests.browser.screen import Person, Screen
from tests.browser.steering import GROUP


async def saves_the_file(person: Person, to: Path) -> Path:
    """They press "Save the file" in their private chat."""
    async with person.screen.page.expect_download() as coming:
        await person.column.get_by_role("link", name="Save the file").last.click()
    download = await coming.value
    path = to / download.suggested_filename
    await download.save_as(path)
    return path


async def test_what_dee_gives_ana_can_take_in(screen: Screen, tmp_path: Path) -> None:
    dee, ana = screen.person("Dee"), screen.person("Ana")
    await dee.starts()
    await dee.opens(GROUP)
    await dee.chooses_command("/swap")
    await dee.taps("The weather, 09:00, as a file")
    await dee.opens("Kith")
    await dee.sees("Without names, dates or anything about us.")
    path = await saves_the_file(dee, tmp_path)
    assert path.name == "kith-swap.json"
    await ana.chooses_command("/swap")
    await ana.taps("Take a file in")
    await ana.sees("send me a file here")
    await ana.column.get_by_label("Send a file").set_input_files(path)
    await ana.sees("Nothing is before the group yet.")
    await ana.taps("Leave it")
    await ana.sees("Nothing was proposed")
    assert screen.errors == []
