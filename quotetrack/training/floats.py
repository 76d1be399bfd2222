"""Networks that keep their weights in eight bits and compute in floats, so that every processor answers alike.

onnxruntime's own quantisation rounds what each layer hands on to 256 levels. Processors differ in the last digit of a
float. The rounding makes a whole level of it, and that grows from layer to layer: chances were up to 0.9 apart, and 67
of 1,179 proposals differed. In floats, chances stay within 0.00001 of each other. Processors with fused multiply-add
(Intel from 2013, AMD from 2017) agree in every bit, as long as no softmax is left in the network.
"""

from __future__ import annotations

from collections import defaultdict

from onnx import ModelProto, NodeProto, TensorProto, checker, helper


def compute_in_floats(network: ModelProto) -> ModelProto:
    """Replace each product of integers, as `quantize_dynamic` writes them, by one of floats.

    The weights stay as they are stored, eight bits each with a scale for each column. onnxruntime multiplies them out
    once, when it loads the file. The network is changed in place and returned.

    Raises:
        ValueError: a product of integers stands otherwise than `quantize_dynamic` writes it.
    """
    graph = network.graph
    maker = {name: node for node in graph.node for name in node.output}
    users: defaultdict[str, list[NodeProto]] = defaultdict(list)
    for node in graph.node:
        for name in node.input:
            users[name].append(node)
    nodes: list[NodeProto] = []
    replaced: set[str] = set()
    for node in graph.node:
        if node.op_type != "MatMulInteger":
            nodes.append(node)
            continue
        quantised = _expected(maker[node.input[0]], "DynamicQuantizeLinear")
        cast = _expected(_only(users[node.output[0]]), "Cast")
        scaled = _expected(_only(users[cast.output[0]]), "Mul")
        scales = _expected(maker[_other(scaled, cast.output[0])], "Mul")
        replaced.update(part.output[0] for part in (quantised, cast, scaled, scales))
        weights = node.input[1]
        floats = f"{weights}_floats"
        nodes += [
            helper.make_node("Cast", [weights], [f"{weights}_cast"], to=TensorProto.FLOAT),
            helper.make_node("Mul", [f"{weights}_cast", _other(scales, quantised.output[1])], [floats]),
            helper.make_node("MatMul", [quantised.input[0], floats], [scaled.output[0]], name=node.name),
        ]
    nodes = [node for node in nodes if node.op_type == "MatMul" or node.output[0] not in replaced]
    _keep(network, [step for node in nodes for step in _steps(node)])
    checker.check_model(network)
    return network


def _steps(node: NodeProto) -> list[NodeProto]:
    """A softmax in steps that every processor with fused multiply-add takes alike; other nodes as they are.

    The softmax of onnxruntime adds 16 numbers at a time or 8, by processor. Its other kernels add in one order.
    """
    if node.op_type != "Softmax":
        return [node]
    [scores], [chances] = node.input, node.output
    most, below, powers, total = (f"{chances}_{part}" for part in ("most", "below", "powers", "total"))
    axes = f"{chances}_axes"
    last = helper.make_tensor(axes, TensorProto.INT64, [1], [-1])
    return [
        helper.make_node("Constant", [], [axes], value=last),
        helper.make_node("ReduceMax", [scores], [most], axes=[-1]),
        helper.make_node("Sub", [scores, most], [below]),
        helper.make_node("Exp", [below], [powers]),
        helper.make_node("ReduceSum", [powers, axes], [total]),
        helper.make_node("Div", [powers, total], [chances], name=node.name),
    ]


def _keep(network: ModelProto, nodes: list[NodeProto]) -> None:
    """Make `nodes` the whole of the network, without the constants that none of them reads."""
    graph = network.graph
    del graph.node[:]
    graph.node.extend(nodes)
    read = {name for node in nodes for name in node.input}
    constants = [constant for constant in graph.initializer if constant.name in read]
    del graph.initializer[:]
    graph.initializer.extend(constants)


def _only(nodes: list[NodeProto]) -> NodeProto:
    if len(nodes) != 1:
        raise ValueError(f"{len(nodes)} nodes read a product of integers, expected 1")
    return nodes[0]


def _expected(node: NodeProto, kind: str) -> NodeProto:
    if node.op_type != kind:
        raise ValueError(f"{node.name} is a {node.op_type}, expected {kind}")
    return node


def _other(node: NodeProto, name: str) -> str:
    """The input of a node of two inputs that is not `name`."""
    return str(next(each for each in node.input if each != name))
