"""Colours, type and spacing of the page.

The values are those of the Digital Agency's design tokens: https://github.com/digital-go-jp/design-tokens,
npm package @digital-go-jp/design-tokens 1.1.9 (MIT), dist/tokens.css. Only what the page uses is taken over.
"""

from functools import cache
from pathlib import Path

import gradio as gr

ASSETS = Path(__file__).parent / "assets"
STYLES = ("page.css", "guides.css", "workbench.css", "drafting.css", "inquiries.css", "precedents.css")
SCRIPTS = (  # of the head, in order
    "page.js",
    "guides.js",
    "workbench_saving.js",
    "workbench_files.js",
    "workbench.js",
    "workbench_going.js",
    "drafting.js",
    "inquiries.js",
    "faq.js",
    "precedents.js",
    "office.js",
)

TOKENS = {
    "color-primitive-blue-50": "#e8f1fe",
    "color-primitive-blue-100": "#d9e6ff",
    "color-primitive-blue-800": "#0031d8",
    "color-primitive-blue-900": "#0017c1",
    "color-primitive-blue-1000": "#00118f",
    "color-primitive-green-50": "#e6f5ec",
    "color-primitive-green-900": "#115a36",
    "color-primitive-yellow-50": "#fbf5e0",
    "color-primitive-yellow-200": "#ffe380",
    "color-primitive-yellow-300": "#ffd43d",
    "color-primitive-yellow-1000": "#806300",
    "color-primitive-red-50": "#fdeeee",
    "color-primitive-red-900": "#ce0000",
    "color-primitive-orange-50": "#ffeee2",
    "color-primitive-orange-900": "#ac3e00",
    "color-neutral-white": "#ffffff",
    "color-neutral-black": "#000000",
    "color-neutral-solid-gray-50": "#f2f2f2",
    "color-neutral-solid-gray-200": "#cccccc",
    "color-neutral-solid-gray-536": "#767676",
    "color-neutral-solid-gray-600": "#666666",
    "color-neutral-solid-gray-700": "#4d4d4d",
    "color-neutral-solid-gray-800": "#333333",
    "color-neutral-solid-gray-900": "#1a1a1a",
    "font-family-sans": "'Noto Sans JP', 'Noto Sans CJK JP', -apple-system, BlinkMacSystemFont, sans-serif",
    "font-size-16": "1rem",
    "font-size-17": "1.0625rem",
    "font-size-18": "1.125rem",
    "font-size-20": "1.25rem",
    "font-size-24": "1.5rem",
    "font-size-28": "1.75rem",
    "font-size-32": "2rem",
    "line-height-140": "1.4",
    "line-height-150": "1.5",
    "line-height-170": "1.7",
    "border-radius-4": "0.25rem",
    "border-radius-8": "0.5rem",
    "border-radius-12": "0.75rem",
}
_FONTS = ("Noto Sans JP", "Noto Sans CJK JP", "system-ui", "sans-serif")


def make_theme() -> gr.themes.Base:
    """The Gradio theme: the tokens above, system fonts, the same in light and dark mode."""
    theme = gr.themes.Base(
        font=_FONTS,
        font_mono=("monospace",),
        text_size=gr.themes.Size(
            name="text_16", xxs="16px", xs="16px", sm="16px", md="16px", lg="17px", xl="20px", xxl="24px"
        ),
    ).set(
        body_background_fill=TOKENS["color-neutral-white"],
        body_text_color=TOKENS["color-neutral-solid-gray-800"],
        body_text_color_subdued=TOKENS["color-neutral-solid-gray-700"],
        background_fill_primary=TOKENS["color-neutral-white"],
        background_fill_secondary=TOKENS["color-neutral-white"],
        block_background_fill=TOKENS["color-neutral-white"],
        block_border_width="0px",
        block_label_text_color=TOKENS["color-neutral-solid-gray-800"],
        block_title_text_color=TOKENS["color-neutral-solid-gray-800"],
        block_title_text_weight="700",
        block_shadow="none",
        border_color_primary=TOKENS["color-neutral-solid-gray-536"],
        input_background_fill=TOKENS["color-neutral-white"],
        input_border_color=TOKENS["color-neutral-solid-gray-600"],
        input_border_width="1px",
        input_placeholder_color=TOKENS["color-neutral-solid-gray-600"],
        input_shadow="none",
        button_primary_background_fill=TOKENS["color-primitive-blue-900"],
        button_primary_background_fill_hover=TOKENS["color-primitive-blue-1000"],
        button_primary_text_color=TOKENS["color-neutral-white"],
        button_primary_border_color=TOKENS["color-primitive-blue-900"],
        button_secondary_background_fill=TOKENS["color-neutral-white"],
        button_secondary_background_fill_hover=TOKENS["color-primitive-blue-50"],
        button_secondary_text_color=TOKENS["color-primitive-blue-900"],
        button_secondary_border_color=TOKENS["color-primitive-blue-900"],
    )
    for name in [name for name in vars(theme) if name.endswith("_dark")]:
        setattr(theme, name, getattr(theme, name.removesuffix("_dark"), None))
    return theme


@cache
def style_sheet() -> str:
    """The page's CSS: the tokens as custom properties, and the rules that use them."""
    properties = "".join(f"--{name}:{value};" for name, value in TOKENS.items())
    rules = "\n".join((ASSETS / name).read_text(encoding="utf-8") for name in STYLES)
    return f":root{{{properties}}}\n{rules}"


def head_script() -> str:
    """The scripts that are loaded once, as the page's head takes them."""
    return "<script>" + "\n".join(script(name) for name in SCRIPTS) + "</script>"


@cache
def script(name: str) -> str:
    """A script of the page."""
    return (ASSETS / name).read_text(encoding="utf-8")
