"""The rounding of a network in training is what the exported graph does."""

import pytest

torch = pytest.importorskip("torch")

from network import Linear, rounded_activations, rounded_weights  # noqa: E402


def test_weights_take_at_most_128_steps_of_a_size_of_their_own() -> None:
    torch.manual_seed(1)
    weight = torch.randn(3, 200) * torch.tensor([[1.0], [10.0], [0.1]])
    rounded = rounded_weights(weight, 0)
    for before, after in zip(weight, rounded, strict=True):
        step = before.abs().max() / 64
        assert torch.allclose(after / step, (after / step).round(), atol=1e-3)
        assert (before - after).abs().max() <= step * 1.001


def test_activations_keep_nothing_and_take_256_steps_between_least_and_greatest() -> None:
    x = torch.cat([torch.zeros(1), torch.linspace(-1.0, 4.1, 1001)])
    rounded = rounded_activations(x)
    assert rounded[0] == 0
    assert len(rounded.unique()) <= 256
    assert (x - rounded).abs().max() <= 5.1 / 255 / 2 * 1.01


def test_gradients_go_through() -> None:
    layer = Linear(8, 2)
    layer.rounded = True
    x = torch.randn(5, 8, requires_grad=True)
    layer(x).sum().backward()
    assert x.grad is not None and x.grad.abs().sum() > 0
    assert layer.weight.grad is not None and layer.weight.grad.abs().sum() > 0
