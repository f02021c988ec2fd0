"""What is said of an emergency after it was told, without a reply and without its name: 火已扑灭."""

import re

from handlers.incidents import file_words, spoken_of
from handlers.visit import Visit
from qbot.incidents.telling import FOLLOWS_WITHIN
from qbot.people import Person
from qbot.putting_off import asks_back

LONGEST = 500
_OF_IT = re.compile(
    r"扑灭|灭了|控制|稳定|平息|解除|疏散|转移|撤离|送医|送往|救[出治援护]|抢[救修险]|脱[困险]|[轻重受]伤|伤[员者亡]|死亡|遇难|失联|被困"
    r"|现场|明火|复燃|蔓延|泄漏|消防|警[察方]|救护车|封[存锁控]|恢复(?:正常|供|通)|出院|处置|善后|(?:^|[起火事]故?)原因|险情|警戒|虚惊"
)
_IS_PLANNED = re.compile(r"演练|演习|培训|推演|预案|方案|讲座|宣传")


async def followed(visit: Visit, person: Person) -> bool:
    """Whether the words go on with the person's own open emergency, told within a day and nothing since."""
    words = visit.text.strip()
    is_of_it = _OF_IT.search(words) is not None and not _IS_PLANNED.search(words)
    if not visit.is_private or len(words) > LONGEST or not is_of_it or asks_back(words):
        return False
    said = await spoken_of(visit, person, within=FOLLOWS_WITHIN)
    if said is None:
        return False
    async with visit.writing() as tx:
        await file_words(tx, visit, person, said.incident_id, ends=False)
    return True
