"""Opens a page of the original service in a browser without a screen, has a face recognised, and waits for the page to
show it.

Arguments: the browser, the page, a photograph, and whose it is.
"""

import asyncio
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

import requests
import websockets

RECOGNISE = "http://127.0.0.1:8000/recognize/realtime"
WITHIN = 60

browser, page, photo, student = sys.argv[1:]


def start(profile):
    arguments = ["--headless", "--disable-gpu", "--no-first-run", f"--user-data-dir={profile}", "--remote-debugging-port=0"]
    # Without it, Chromium says of a page from disk that it is of the origin `null`, as a frame on any website may say of
    # itself; Hadir lets in what says `file://`.
    arguments.append("--allow-file-access-from-files")
    if os.geteuid() == 0:
        arguments.append("--no-sandbox")
    page_url = pathlib.Path(page).resolve().as_uri()
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen([browser, *arguments, page_url], **quiet)


def port_of(profile, until):
    """The browser writes where it can be asked."""
    port = pathlib.Path(profile, "DevToolsActivePort")
    while not (port.exists() and port.read_text().strip()):
        if time.monotonic() > until:
            sys.exit("The browser does not start.")
        time.sleep(0.1)
    return int(port.read_text().split()[0])


async def wait_for(tab, expression, until, what):
    """Asks the page until it says what is waited for."""
    shown = ""
    for number in range(1, 1_000_000):
        question = {"id": number, "method": "Runtime.evaluate", "params": {"expression": expression}}
        await tab.send(json.dumps(question))
        while True:
            answer = json.loads(await tab.recv())
            if answer.get("id") == number:
                break
        shown = answer["result"]["result"].get("value", "")
        if what in shown:
            return shown
        if time.monotonic() > until:
            sys.exit(f"The page never showed {what!r}; it shows {shown!r}.")
        await asyncio.sleep(0.1)


async def main(profile):
    until = time.monotonic() + WITHIN
    port = port_of(profile, until)
    tabs = []
    while not tabs:
        found = requests.get(f"http://127.0.0.1:{port}/json", timeout=10).json()
        tabs = [tab for tab in found if tab["type"] == "page" and tab["url"].startswith("file:")]
        if time.monotonic() > until:
            sys.exit("The browser does not open the page.")
    async with websockets.connect(tabs[0]["webSocketDebuggerUrl"], max_size=None) as tab:
        await wait_for(tab, 'document.getElementById("status").textContent', until, "Connected")
        with open(photo, "rb") as image:
            answer = requests.post(RECOGNISE, files={"image": image}, timeout=30).json()
        label = answer["results"][0]["label"]
        if label != student:
            sys.exit(f"The face was recognised as {label}.")
        shown = await wait_for(tab, 'document.getElementById("messages").textContent', until, f'"student_id": "{student}"')
        print("    " + shown.strip().replace("\n", "\n    "))


with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
    running = start(profile)
    try:
        asyncio.run(main(profile))
    finally:
        running.terminate()
        running.wait()
