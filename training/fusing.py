"""Products of the quantised graph as one node each.

A quantised product of matrices is four nodes: the product of whole numbers, a cast, the scale, the bias. ONNX Runtime
has one kernel for all of them (`MatMulIntegerToFloat` of `com.microsoft`) but finds the pattern only where scales are
worked out in the graph, not where they are settled. What comes out is the same to the bit.
"""

from collections import defaultdict

import onnx

OURS = "com.microsoft"


def fuse_products(model: onnx.ModelProto) -> None:
    """Replace each MatMulInteger, Cast, Mul and Add of a bias by one node, in place; a GELU with a bias hands its bias
    over and becomes a plain one."""
    graph = model.graph
    makers = {name: node for node in graph.node for name in node.output}
    users = defaultdict(list)
    for node in graph.node:
        for name in node.input:
            users[name].append(node)
    constants = {one.name for one in graph.initializer}
    instead: dict[str, onnx.NodeProto | None] = {}
    for node in graph.node:
        if node.op_type != "MatMulInteger":
            continue
        left, right, left_zero, right_zero = node.input
        (cast,) = users[node.output[0]]
        (scaled,) = users[cast.output[0]]
        scale = makers[next(name for name in scaled.input if name != cast.output[0])]
        out, bias = scaled.output[0], []
        instead |= {cast.output[0]: None, scale.output[0]: None, out: None}
        after = users[out][0] if len(users[out]) == 1 else None
        if after is not None and after.op_type == "BiasGelu":
            bias = [after.input[1]]
            instead[after.output[0]] = onnx.helper.make_node("Gelu", [out], after.output, after.name, domain=OURS)
        elif after is not None and after.op_type == "Add" and constants & set(after.input):
            bias = [name for name in after.input if name != out]
            out = after.output[0]
            instead[out] = None
        inputs = [left, right, *scale.input, left_zero, right_zero, *bias]
        instead[node.output[0]] = onnx.helper.make_node("MatMulIntegerToFloat", inputs, [out], node.name, domain=OURS)
    nodes = [instead.get(node.output[0], node) for node in graph.node]
    del graph.node[:]
    graph.node.extend(node for node in nodes if node is not None)
