"""The preview: shows the site on this machine and follows edits.

A process of its own answers browsers and watches the project's files (``server``, ``watching``); the command's process
builds (``preview``). The two send each other messages (``messages``). Where a page is in view, it is made first.
"""
