"""The faces of the advisor on the web: the API (app/api) and the page (app/ui). No domain logic lives here.

Importing this package switches off what Gradio, Chroma and the Hugging Face client would send home, before
any of them is imported.
"""

import os

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ["ANONYMIZED_TELEMETRY"] = "False"
os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
os.environ["DO_NOT_TRACK"] = "1"
