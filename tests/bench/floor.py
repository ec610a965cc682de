"""The floor: the least that Flask can do."""

from flask import Flask

app = Flask(__name__, static_folder=None)


@app.get("/")
def bare() -> str:
    return "ok"
