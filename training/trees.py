"""Gradient-boosted trees of scikit-learn as an ONNX model, so that scikit-learn is not needed to run them."""

import numpy as np
import onnx
from onnx import TensorProto, helper
from sklearn.ensemble import HistGradientBoostingClassifier


def trees_to_onnx(model: HistGradientBoostingClassifier, features: int) -> bytes:
    """A model whose input is float32 rows (N × features) and whose output is the raw score (N × 1) before the logistic
    function. Thresholds are rounded down to float32, which changes no decision on float32 input."""
    nodes: dict[str, list[float]] = {
        name: [] for name in ("treeids", "nodeids", "featureids", "values", "modes", "truenodeids", "falsenodeids")
    }
    targets: dict[str, list[float]] = {name: [] for name in ("treeids", "nodeids", "ids", "weights")}
    for tree, (predictor,) in enumerate(model._predictors):
        for index, node in enumerate(predictor.nodes):
            leaf = bool(node["is_leaf"])
            nodes["treeids"].append(tree)
            nodes["nodeids"].append(index)
            nodes["featureids"].append(0 if leaf else int(node["feature_idx"]))
            nodes["values"].append(0.0 if leaf else _rounded_down(float(node["num_threshold"])))
            nodes["modes"].append("LEAF" if leaf else "BRANCH_LEQ")
            nodes["truenodeids"].append(0 if leaf else int(node["left"]))
            nodes["falsenodeids"].append(0 if leaf else int(node["right"]))
            if leaf:
                targets["treeids"].append(tree)
                targets["nodeids"].append(index)
                targets["ids"].append(0)
                targets["weights"].append(float(node["value"]))
    base = float(np.asarray(model._baseline_prediction).reshape(-1)[0])
    ensemble = helper.make_node(
        "TreeEnsembleRegressor", ["rows"], ["raw"], domain="ai.onnx.ml", n_targets=1, base_values=[base],
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
    return exported.SerializeToString(deterministic=True)


def _rounded_down(value: float) -> float:
    single = np.float32(value)
    return float(np.nextafter(single, np.float32(-np.inf)) if float(single) > value else single)
