"""What `import onrecord` gives, and what it does not load."""

import subprocess
import sys

import pytest

import onrecord

HEAVY = ("spacy", "rdflib", "pyoxigraph", "networkx", "numpy", "onnxruntime", "typer", "rich", "pyvis")


def loaded_by(statement: str) -> set[str]:
    code = f"import sys\n{statement}\nprint(*sorted({{m.partition('.')[0] for m in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=300)
    return set(done.stdout.split())


def test_importing_loads_nothing_heavy():
    assert not loaded_by("import onrecord") & set(HEAVY)


def test_the_command_line_shows_help_without_a_model_or_rdf():
    assert not loaded_by("import onrecord.cli") & {"spacy", "rdflib", "pyoxigraph", "networkx", "numpy", "onnxruntime"}


def test_all_names_are_there_and_no_others():
    assert onrecord.__all__ == ["Graph", "OnrecordError", "build", "open"]
    for name in onrecord.__all__:
        assert getattr(onrecord, name)
        assert name in dir(onrecord)
    with pytest.raises(AttributeError, match="has no attribute 'no_such'; it has Graph"):
        onrecord.no_such  # noqa: B018


def test_the_names_survive_the_import_of_all_modules():
    import onrecord.building
    import onrecord.cli

    assert callable(onrecord.build)
    assert callable(onrecord.open)
