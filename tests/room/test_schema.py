"""The API does what its description says, whatever is asked of it."""

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings

from dragoman.room import create_app
from dragoman.store import Store

CALM = settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)


@pytest.mark.parametrize("mode", list(schemathesis.GenerationMode))
def test_the_api_keeps_to_its_description(news: Store, mode: schemathesis.GenerationMode) -> None:
    schema: Any = schemathesis.openapi.from_asgi("/api.json", create_app(news))
    operations = [found.ok() for found in schema.get_all_operations()]
    assert len(operations) > 25
    faults = []
    for operation in operations:
        asked = [*operation.path_parameters, *operation.query]
        if mode is schemathesis.GenerationMode.NEGATIVE and not asked:
            continue

        @given(case=operation.as_strategy(generation_mode=mode))
        @CALM
        def keeps_to_it(case: schemathesis.Case) -> None:
            answer = case.call()
            if answer.status_code != 414:
                case.validate_response(answer)

        try:
            keeps_to_it()
        except (Exception, BaseExceptionGroup) as fault:
            faults.append(f"{operation.label}: {fault}")
    assert not faults, "\n\n".join(faults)
