"""How long a preview of the studio takes from a keystroke to the picture on the screen, in a real Chromium.

    python bench/studio.py [LAYOUT…]

Needs the `test` extra (Playwright) and Chromium. Prints the median, the ninth decile and the slowest of so many
keystrokes of each piece, in milliseconds, once the page is warm.
"""

from __future__ import annotations

import re
import shutil
import statistics
import subprocess
import sys

from playwright.sync_api import Page, sync_playwright

KEYSTROKES = 40
USUAL = ("campus-glovebox-card", "indicator-card", "relief-brochure", "three-steps-poster")
# One more letter in the first field; over when its picture was painted.
TYPE = """
letter => new Promise(done => {
  const faces = document.getElementById('faces');
  const input = document.querySelector('[data-field] input[name^="field."]') || document.getElementById('theme');
  const begun = performance.now();
  new MutationObserver((_, observer) => {
    observer.disconnect();
    const pictures = [...faces.querySelectorAll('image')].map(one => {
      const picture = new Image();
      picture.src = one.getAttribute('href');
      return picture.decode();
    });
    Promise.all(pictures).then(() => requestAnimationFrame(() => done(performance.now() - begun)));
  }).observe(faces, {attributes: true, attributeFilter: ['data-shown']});
  if (input.tagName === 'INPUT') input.value += letter;
  input.dispatchEvent(new Event('input', {bubbles: true}));
})
"""


def measure(page: Page, address: str, layout: str) -> list[float]:
    """Milliseconds of each keystroke, the first ones left out."""
    page.goto(f"{address}en/piece/{layout}")
    page.wait_for_selector("#faces[data-shown] svg")
    for _ in range(3):
        page.evaluate(TYPE, "a")
    taken = [page.evaluate(TYPE, "abcdefgh"[turn % 8]) for turn in range(KEYSTROKES)]
    return [float(one) for one in taken]


def main(layouts: list[str]) -> None:
    """Start a studio and type."""
    command = [sys.executable, "-m", "generator", "studio", "--no-browser", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process, sync_playwright() as playwright:
        try:
            found = re.search(r"http://\S+", process.stdout.readline() if process.stdout else "")
            if not found:
                raise SystemExit("the studio did not start")
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
            page = browser.new_page()
            for layout in layouts:
                taken = sorted(measure(page, found[0], layout))
                tenth = taken[int(len(taken) * 0.9)]
                middle = statistics.median(taken)
                print(f"{layout:24} median {middle:6.0f}  9 in 10 {tenth:6.0f}  slowest {taken[-1]:6.0f}")
            browser.close()
        finally:
            process.terminate()


if __name__ == "__main__":
    main(sys.argv[1:] or list(USUAL))
