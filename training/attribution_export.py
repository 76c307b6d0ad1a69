"""Writes a trained attribution network as the files the package ships: int8 ONNX, tokenizer, configuration."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer
from onnxruntime.transformers import optimizer as graph_optimizer
from onnxruntime.transformers.fusion_options import FusionOptions
from torch import Tensor, nn

from training.attribution_model import Tagger


class Exported(nn.Module):
    """The encoder written out with plain matrix products, so that the graph optimiser recognises BERT's blocks.

    Gives tag scores, link vectors and `sense` for every token; a sentence's embedding is the mean of its tokens' sense.
    """

    def __init__(self, model: Tagger) -> None:
        super().__init__()
        self.model = model
        self.heads = model.encoder.config.num_attention_heads
        words = model.encoder.embeddings.word_embeddings.weight.detach()
        scale = words.abs().amax(dim=1, keepdim=True).clamp(min=1e-6) / 127
        self.register_buffer("word_codes", torch.round(words / scale).to(torch.int8))
        self.register_buffer("word_scales", scale)

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        embeddings = self.model.encoder.embeddings
        x = self.word_codes[ids].float() * self.word_scales[ids]
        for k, table in enumerate(self.model.features):
            x = x + table(features[:, :, k])
        positions = torch.arange(ids.shape[1]).unsqueeze(0)
        x = x + embeddings.token_type_embeddings.weight[0] + embeddings.position_embeddings(positions)
        x = embeddings.LayerNorm(x)
        bias = (1.0 - mask[:, None, None, :].float()) * -10000.0
        for layer in self.model.encoder.encoder.layer:
            x = self.attend(layer, x, bias)
            x = layer.output.LayerNorm(x + layer.output.dense(nn.functional.gelu(layer.intermediate.dense(x))))
        return self.model.tags(x), self.model.links(x), self.model.embed(x)

    def attend(self, layer: nn.Module, x: Tensor, bias: Tensor) -> Tensor:
        own = layer.attention.self
        batch, length, size = x.shape
        shape = (batch, length, self.heads, size // self.heads)
        query, key, value = (f(x).view(shape).transpose(1, 2) for f in (own.query, own.key, own.value))
        weights = torch.softmax(query @ key.transpose(2, 3) / (size // self.heads) ** 0.5 + bias, dim=-1)
        mixed = (weights @ value).transpose(1, 2).reshape(batch, length, size)
        out: Tensor = layer.attention.output.LayerNorm(x + layer.attention.output.dense(mixed))
        return out


def load_averaged(base: str, checkpoint: Path) -> Tagger:
    """The network with the averaged weights of a checkpoint."""
    state = torch.load(checkpoint)
    model = Tagger(base)
    model.load_state_dict(state["model"])
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if name in state["averaged"]:
                parameter.copy_(state["averaged"][name])
    return model.eval()


def export(base: str, checkpoint: Path, target: Path) -> None:
    """Writes model.onnx, tokenizer.json and config.json into `target`."""
    target.mkdir(parents=True, exist_ok=True)
    model = load_averaged(base, checkpoint)
    with tempfile.TemporaryDirectory() as folder:
        plain, fused, blocks = (Path(folder) / name for name in ("plain.onnx", "fused.onnx", "blocks.onnx"))
        write_plain(model, plain)
        fuse(plain, fused, model)
        quantise(fused, blocks, target / "model.onnx", model.encoder.config.intermediate_size)
    shutil.copyfile(Path(base) / "tokenizer.json", target / "tokenizer.json")
    with torch.no_grad():
        config = {
            "transitions": rounded(model.transition_scores()),
            "distance": rounded(model.distance),
            "null": rounded(model.null),
            "null_vector": rounded(model.null_vector),
        }
    (target / "config.json").write_text(json.dumps(config) + "\n", encoding="utf-8")


def quantise(fused: Path, blocks: Path, target: Path, inner: int) -> None:
    """Eight bits a weight. The products to and from a layer's `inner` state have inputs with outliers: they get a scale
    for every 128 values of a token.

    One scale for a whole input, as everywhere else, changed the tag of 4.7 % of the words there and cost 1.6 points of
    joint F1; scales by blocks change 1.5 %.
    """
    graph = onnx.load(fused)
    wide = {w.name for w in graph.graph.initializer if len(w.dims) == 2 and inner in w.dims}
    products = [n for n in graph.graph.node if n.op_type == "MatMul"]
    narrow = [n.name for n in products if wide.isdisjoint(n.input)]
    quantiser = MatMulNBitsQuantizer(
        graph, bits=8, block_size=128, is_symmetric=True, accuracy_level=4, nodes_to_exclude=narrow
    )
    quantiser.process()
    onnx.save(quantiser.model.model, blocks)
    quantize_dynamic(
        blocks,
        target,
        op_types_to_quantize=["Attention", "MatMul"],
        per_channel=True,
        weight_type=QuantType.QInt8,
        extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
    )


def rounded(values: Tensor) -> list[float]:
    return [[round(x, 5) for x in row] if isinstance(row, list) else round(row, 5) for row in values.tolist()]


def write_plain(model: Tagger, path: Path) -> None:
    example = (
        torch.ones(2, 9, dtype=torch.long),
        torch.zeros(2, 9, 3, dtype=torch.long),
        torch.ones(2, 9, dtype=torch.long),
    )
    axes = {name: {0: "batch", 1: "tokens"} for name in ("ids", "features", "mask", "tags", "links", "sense")}
    torch.onnx.export(
        Exported(model),
        example,
        path,
        input_names=["ids", "features", "mask"],
        output_names=["tags", "links", "sense"],
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )


def fuse(plain: Path, fused: Path, model: Tagger) -> None:
    """Joins the graph's layer norms, activations and attention into single operators."""
    options = FusionOptions("bert")
    options.enable_embed_layer_norm = False
    config = model.encoder.config
    result = graph_optimizer.optimize_model(
        str(plain), model_type="bert", num_heads=config.num_attention_heads, hidden_size=config.hidden_size,
        optimization_options=options, opt_level=0)  # fmt: skip
    print(result.get_fused_operator_statistics())
    result.save_model_to_file(str(fused))
