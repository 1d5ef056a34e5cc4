"""What a host sees of the running program: logs, later health, backups and the doctor.

May not enter: updates, posts, or anything about people.
"""
