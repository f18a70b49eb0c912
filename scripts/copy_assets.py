"""Copies what the web app serves out of node_modules to services/gateway/static/vendor.

Owns the list of served third-party files: anything not named here never reaches a browser.
"""

import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
VENDOR = ROOT / "services" / "gateway" / "static" / "vendor"

# htmx starts as soon as it is there: an extension that arrives a moment later on a slow line would find the page
# already looked through, and the live stream would never open. So the two are one file.
JOINED = {"htmx.min.js": ("htmx.org/dist/htmx.min.js", "htmx.org/dist/ext/hx-sse.min.js")}
# Trix puts a style of its own into the page, which our pages' policy forbids and the browser reports: editorial.css has
# what it says. (target, source, what is taken out, what stands there instead)
CHANGED = (
    ("trix.min.js", "trix/dist/trix.umd.min.js", "document.head.insertBefore(e,document.head.firstChild),e", "e"),
)
FILES = {
    "alpine-csp.min.js": "@alpinejs/csp/dist/cdn.min.js",
    "pico.min.css": "@picocss/pico/css/pico.min.css",
    "echarts.min.js": "echarts/dist/echarts.min.js",
}
FONT = "@fontsource/be-vietnam-pro"
FONT_WEIGHTS = ("400", "600", "700")
FONT_SCRIPTS = ("latin", "latin-ext", "vietnamese")


def served_files() -> dict[str, str]:
    """Path below vendor/ → path below node_modules/."""
    fonts = {f"fonts/{weight}.css": f"{FONT}/{weight}.css" for weight in FONT_WEIGHTS}
    for weight in FONT_WEIGHTS:
        for script in FONT_SCRIPTS:
            name = f"files/be-vietnam-pro-{script}-{weight}-normal.woff2"
            fonts[f"fonts/{name}"] = f"{FONT}/{name}"
    return FILES | fonts


def main() -> None:
    shutil.rmtree(VENDOR, ignore_errors=True)
    for target, source in served_files().items():
        path = VENDOR / target
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(MODULES / source, path)
    for target, sources in JOINED.items():
        text = "\n".join((MODULES / source).read_text(encoding="utf-8") for source in sources)
        (VENDOR / target).write_text(text, encoding="utf-8")
    for target, source, found, instead in CHANGED:
        text = (MODULES / source).read_text(encoding="utf-8")
        if text.count(found) != 1:
            raise SystemExit(f"{source} is not what it was: look for {found!r}")
        (VENDOR / target).write_text(text.replace(found, instead), encoding="utf-8")


if __name__ == "__main__":
    main()
