"""Gradient-boosted trees of LightGBM as an ONNX model, so that LightGBM is not needed to run them."""

from collections.abc import Sequence
from typing import Any

import lightgbm
import numpy as np
import onnx
from onnx import TensorProto, helper

_NODE_COLUMNS = ("treeids", "nodeids", "featureids", "values", "modes", "truenodeids", "falsenodeids")


def trees_to_onnx(models: Sequence[lightgbm.Booster], features: int) -> bytes:
    """A model whose input is float32 rows (N × features) and whose output is the mean of the models' raw scores (N × 1)
    before the logistic function. Thresholds are rounded down to float32, which changes no decision on float32 input."""
    nodes: dict[str, list[Any]] = {name: [] for name in _NODE_COLUMNS}
    targets: dict[str, list[Any]] = {name: [] for name in ("treeids", "nodeids", "ids", "weights")}
    for tree, info in enumerate(info for model in models for info in model.dump_model()["tree_info"]):
        _add_node(tree, info["tree_structure"], [0], nodes, targets)
    targets["weights"] = [weight / len(models) for weight in targets["weights"]]
    ensemble = helper.make_node(
        "TreeEnsembleRegressor", ["rows"], ["raw"], domain="ai.onnx.ml", n_targets=1, base_values=[0.0],
        **{f"nodes_{name}": values for name, values in nodes.items()},
        **{f"target_{name}": values for name, values in targets.items()},
    )  # fmt: skip
    graph = helper.make_graph(
        [ensemble],
        "pair_scorer",
        [helper.make_tensor_value_info("rows", TensorProto.FLOAT, [None, features])],
        [helper.make_tensor_value_info("raw", TensorProto.FLOAT, [None, 1])],
    )
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid("ai.onnx.ml", 3)]
    exported = helper.make_model(graph, opset_imports=opsets, ir_version=8, producer_name="twosource")
    onnx.checker.check_model(exported)
    serialized: bytes = exported.SerializeToString(deterministic=True)
    return serialized


def _add_node(
    tree: int, node: dict[str, Any], free: list[int], nodes: dict[str, list[Any]], targets: dict[str, list[Any]]
) -> int:
    """Adds the node and all below it; its number in the tree. `free` holds the next number that is not taken."""
    number = free[0]
    free[0] += 1
    leaf = "leaf_value" in node
    row = len(nodes["treeids"])
    for name, value in zip(
        _NODE_COLUMNS,
        (tree, number, 0, 0.0, "LEAF", 0, 0)
        if leaf
        else (tree, number, node["split_feature"], _rounded_down(node["threshold"]), "BRANCH_LEQ", 0, 0),
        strict=True,
    ):
        nodes[name].append(value)
    if leaf:
        for name, value in zip(targets, (tree, number, 0, float(node["leaf_value"])), strict=True):
            targets[name].append(value)
    else:
        nodes["truenodeids"][row] = _add_node(tree, node["left_child"], free, nodes, targets)
        nodes["falsenodeids"][row] = _add_node(tree, node["right_child"], free, nodes, targets)
    return number


def _rounded_down(value: float) -> float:
    single = np.float32(value)
    return float(np.nextafter(single, np.float32(-np.inf)) if float(single) > value else single)
