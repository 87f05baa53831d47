"""Backup and restore: database first, files after; files first, database after.

A file is written before the row that names it and stays for ever, so a copy made in this order
holds at least what its database names, and may be made while people work.

    FOLDER/files/ab/abcd…              every stored file once, shared by all backups of the folder
    FOLDER/huan-20261121T023000/       one backup: the database and its manifest
"""
