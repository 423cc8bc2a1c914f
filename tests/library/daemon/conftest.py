import shutil
import subprocess

import pytest


@pytest.fixture
def promtool():
    """Runs Prometheus' own tool, where it is installed."""
    tool = shutil.which("promtool")
    if tool is None:
        pytest.skip("promtool is not installed")
    return lambda *words, **more: subprocess.run([tool, *words], capture_output=True, check=False, **more)
