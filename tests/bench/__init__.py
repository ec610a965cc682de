"""`python3 dev.py bench`: what an answer costs, as a ratio to a bare Flask route on the same server in the same run.

Two editions are made and released in a folder of their own: 120 sessions (A) and 1,000 (B). CPU time is what the
kernel says that the server's processes used; a ratio to the floor measured just before travels from one machine to
another, milliseconds do not. The goals are those that the project has set itself. Last, or alone by `--rush`:
everybody registers at once, in seconds.
"""
