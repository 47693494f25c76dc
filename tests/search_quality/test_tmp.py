import pytest
from tests.search_quality.measure import *
pytestmark = pytest.mark.django_db
def test_q(programme):
    r={n:measured(judged(f)) for n,f in FILES.items()}
    print(table(r))
    for m in r["to tune on"]:
        if m.reciprocal_rank<1 or m.recall<1 or m.excess>4:
            miss=sorted(m.judged.relevant-set(m.hits[:10]))
            print(f"{m.judged.language} {m.judged.query!r} rr={m.reciprocal_rank:.2f} recall={m.recall:.2f} hits={len(m.hits)} rel={len(m.judged.relevant)} missing={miss[:4]} top={m.hits[:3]}")
