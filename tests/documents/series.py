"""Articles of a publisher that are alike in form and different in what they say."""

from __future__ import annotations

from random import Random
from typing import Final

_TOWNS: Final = (
    "Hesk", "Marrow Bay", "Lindale", "Upper Tarn", "Corvey", "Saint Aldo", "Brinmouth", "Old Fen",
    "Quarrel", "Nessing", "Port Ilva", "Dunmere",
)  # fmt: skip
_FIRST: Final = (
    "Ada", "Bruno", "Clara", "Dmitri", "Elif", "Farid", "Greta", "Henk", "Ines", "Jonas", "Karima",
    "Luis", "Mona", "Nils",
)  # fmt: skip
_LAST: Final = (
    "Abbot", "Birk", "Castel", "Dorn", "Eklund", "Fontaine", "Gruber", "Hale", "Ivanov", "Jensen",
    "Kovac", "Lund",
)  # fmt: skip
_WINDS: Final = ("north", "north-west", "west", "south-west", "south", "east")
_SKIES: Final = ("sunny", "cloudy", "hazy", "overcast", "bright at first", "grey and wet")
_TEAMS: Final = ("Rovers", "United", "Athletic", "Wanderers", "City", "Albion")
_SIGNS: Final = ("Aries", "Taurus", "Gemini", "Cancer", "Leo", "Virgo", "Libra", "Scorpio")


def make_series(kind: str, number: int) -> list[str]:
    """Return the paragraphs of one article of a series; equal arguments, equal texts."""
    return SERIES[kind](Random(f"{kind} {number}"))


def _name(random: Random) -> str:
    return f"{random.choice(_FIRST)} {random.choice(_LAST)}"


def _day(random: Random) -> str:
    month = random.choice(["January", "March", "April", "June", "August", "October", "November"])
    return f"{random.randint(1, 28)} {month}"


def _weather(random: Random) -> list[str]:
    town, other = random.sample(_TOWNS, 2)
    low, high = random.randint(-5, 9), random.randint(10, 29)
    return [
        f"{town} will be {random.choice(_SKIES)} on {_day(random)}, with temperatures between "
        f"{low} and {high} degrees.",
        f"Winds from the {random.choice(_WINDS)} reach {random.randint(5, 90)} km/h in the "
        f"afternoon. In {other} it will feel {random.choice(('colder', 'warmer', 'the same'))}.",
        "The forecast is made by the coast's weather service and is brought up to date every three "
        "hours. Warnings are sent out by radio and on the service's own pages.",
        f"Sunrise is at {random.randint(5, 8)}.{random.randint(10, 59)}, sunset at "
        f"{random.randint(16, 21)}.{random.randint(10, 59)}. The tide is high at "
        f"{random.randint(1, 11)}.{random.randint(10, 59)}.",
        "Boats below ten metres should stay in the harbour when the red flag is up. Whoever goes "
        "out all the same does so at their own risk.",
    ]


def _result(random: Random) -> list[str]:
    (home, away), (first, second) = random.sample(_TOWNS, 2), random.sample(_TEAMS, 2)
    goals, lost = random.randint(1, 5), random.randint(0, 4)
    return [
        f"{home} {first} beat {away} {second} {goals}-{lost} in front of "
        f"{random.randint(300, 9000)} spectators on {_day(random)}.",
        f"{_name(random)} scored after {random.randint(2, 40)} minutes, and {_name(random)} made "
        f"it two shortly {random.choice(('before', 'after'))} the break.",
        f"“We were {random.choice(('brave', 'lucky', 'patient', 'the better team'))} today,” said "
        f"the coach, {_name(random)}. “Now we look at the next match.”",
        f"{home} {first} are {random.choice(('second', 'third', 'eighth', 'last'))} in the table, "
        f"with {random.randint(5, 60)} points from {random.randint(8, 30)} matches.",
        "The three teams at the top of the table go up at the end of the season, and the last two "
        "go down. Tickets are sold at the gate and in the club's shop on the high street.",
    ]


def _obituary(random: Random) -> list[str]:
    name, town, other = _name(random), *random.sample(_TOWNS, 2)
    return [
        f"{name}, {random.randint(61, 99)}, of {town}, passed away peacefully at home on "
        f"{_day(random)} with the family at the bedside.",
        f"Born in {other} in {random.randint(1925, 1960)}, {name} worked for "
        f"{random.randint(12, 45)} years as a "
        f"{random.choice(('teacher', 'baker', 'nurse', 'ship-wright', 'farmer', 'clerk'))}.",
        f"The deceased is survived by {_name(random)} and by {random.randint(1, 6)} children.",
        f"A service will be held at the church in {town} on {_day(random)} at "
        f"{random.randint(9, 15)} o'clock. All who knew the deceased are welcome.",
        "The family asks that no flowers be sent. Those who wish to give something may do so for "
        "the life-boat, whose box stands in the porch of the church.",
        "Arrangements are in the hands of Miller and Daughters, 12 High Street, who have served "
        "the families of the coast since 1921.",
    ]


def _stocks(random: Random) -> list[str]:
    index, change = random.randint(3000, 9000), random.randint(1, 400) / 100
    up, down = random.sample(_LAST, 2)
    return [
        f"The coast's index {random.choice(('rose', 'fell'))} by {change} per cent to {index} "
        f"points on {_day(random)}.",
        f"{up} Shipping gained {random.randint(1, 12)} per cent, the most of all, while {down} "
        f"Foods lost {random.randint(1, 12)} per cent.",
        f"The euro was at {random.randint(95, 125) / 100} dollars, gold at "
        f"{random.randint(1500, 2500)} dollars an ounce, and a barrel of oil cost "
        f"{random.randint(50, 120)} dollars.",
        f"“The market waits for the {random.choice(('bank', 'vote', 'harvest', 'budget'))},” said "
        f"{_name(random)} of {random.choice(_LAST)} and Partners.",
        "This report was written by a program from the figures of the exchange. It is no advice "
        "to buy or to sell, and past gains say nothing about those to come.",
    ]


def _horoscope(random: Random) -> list[str]:
    said = (
        "Money comes to you from where you did not look for it.",
        "Somebody whom you have not seen in years has a question.",
        "Take the long way home today, and take your time.",
        "An old plan turns out to be better than the new one.",
        "Say no where you have always said yes.",
        "Let others speak first, and you will hear what you need.",
        "Do not sign anything before the middle of the week.",
        "What was lost is nearer than you think.",
        "A letter that you forgot wants its answer.",
        "The evening belongs to those who work in the morning.",
        "Your patience ends where another's begins.",
        "Look twice at the numbers before you agree.",
        "The road is shorter than it seems, and steeper.",
        "A stranger knows more about it than your friends do.",
        "What you lend today comes back with something on top.",
        "Rest is no reward but a tool, so use it.",
        "Someone is waiting for you to begin.",
        "Keep the good news to yourself until it is certain.",
        "The mistake was not yours, and you may say so.",
        "It rains on the proud and on the careful alike.",
        "Eat before you decide, and sleep before you answer.",
        "A door that was shut for long stands open now.",
    )
    return [
        f"{sign}: {' '.join(random.sample(said, 2))} Your number is {random.randint(1, 49)}."
        for sign in _SIGNS
    ] + ["The stars are read every day by our own astrologer, for your amusement only."]


def _police(random: Random) -> list[str]:
    town = random.choice(_TOWNS)
    thing = random.choice(("a bicycle", "two phones", "a van", "copper pipes", "a trailer"))
    return [
        f"Police in {town} are looking for witnesses after {thing} worth {random.randint(2, 90)}00 "
        f"euros was stolen on {_day(random)}.",
        f"It happened between {random.randint(1, 12)} and {random.randint(13, 23)} o'clock in "
        f"{random.choice(_LAST)} Street. A {random.choice(('man', 'woman'))} in a "
        f"{random.choice(('red', 'dark', 'green', 'light'))} jacket was seen there.",
        f"Anyone who saw something is asked to call sergeant {_name(random)} on "
        f"0{random.randint(100, 999)} {random.randint(10000, 99999)}.",
        "Calls are free, and callers need not give their names. In an emergency dial 112.",
    ]


def _draw(random: Random) -> list[str]:
    numbers = ", ".join(str(number) for number in sorted(random.sample(range(1, 50), 6)))
    return [
        f"The numbers drawn on {_day(random)} are {numbers}. The bonus is {random.randint(0, 9)}.",
        f"The jackpot is {random.randint(1, 40)} million. Nobody had all six numbers.",
        "The numbers are drawn every Wednesday and Saturday in front of a notary. They are given "
        "here without guarantee; what counts is the list of the lottery itself.",
        "A ticket costs two euros and may be bought until an hour before the draw. Players must be "
        "eighteen or older, and gambling can become a habit that needs help.",
        "Prizes of less than a thousand euros are paid out in every shop that sells tickets. For "
        "more than that the winner has to come to the lottery's own office with the ticket.",
    ]


def _recipe_of_the_day(random: Random) -> list[str]:
    fish = random.choice(("Cod", "Herring", "Plaice", "Eel", "Perch", "Salmon"))
    herb = random.choice(("dill", "parsley", "sorrel", "thyme", "fennel", "chives", "tarragon"))
    side = random.choice(("boiled potatoes", "rye bread", "lentils", "rice", "buttered noodles"))
    return [
        f"{fish} with {herb} serves {random.randint(2, 8)} and takes {random.randint(15, 90)} "
        "minutes.",
        f"Wash {random.randint(3, 12)}00 grams of fish and pat it dry. Chop the {herb} finely. "
        f"Melt {random.randint(2, 9)}0 grams of butter in a heavy pan.",
        f"Fry the fish for {random.randint(2, 7)} minutes on each side, add a glass of wine and "
        f"let it simmer for {random.randint(5, 25)} minutes more.",
        f"Serve it with {side} and a salad of the season. What is left over keeps in a closed jar "
        "for two days.",
        "Every recipe is cooked twice in our own kitchen before it is printed. Write to us if "
        "something did not go as you hoped.",
    ]


def _for_sale(random: Random) -> list[str]:
    return [
        f"A house with {random.randint(2, 9)} rooms and {random.randint(60, 300)} square metres is "
        f"for sale in {random.choice(_TOWNS)} for {random.randint(90, 900)},000 euros.",
        f"It was built in {random.randint(1880, 2020)}, has a "
        f"{random.choice(('tiled', 'slate', 'flat', 'thatched'))} roof and is heated with "
        f"{random.choice(('oil', 'gas', 'wood', 'a heat pump'))}. The garden faces "
        f"{random.choice(_WINDS)}.",
        f"It can be seen on {_day(random)} from {random.randint(9, 12)} to "
        f"{random.randint(13, 18)} o'clock. Ask for {_name(random)}.",
        "The buyer pays the notary, the tax and an agent's fee of three per cent. All that is said "
        "here comes from the owners, and neither paper nor agent can answer for it.",
    ]


def _verkehr(random: Random) -> list[str]:
    ort, ziel = random.sample(_TOWNS, 2)
    return [
        f"Die Straße von {ort} nach {ziel} ist vom {random.randint(1, 28)}. bis zum "
        f"{random.randint(1, 28)}. {random.choice(('März', 'Juni', 'August'))} gesperrt.",
        f"Der Belag wird auf {random.randint(2, 90)}00 Metern "
        f"{random.choice(('erneuert', 'geflickt', 'abgefräst', 'verbreitert'))}, was "
        f"{random.randint(2, 90)}0.000 Euro kostet.",
        f"Eine Umleitung führt über {random.choice(_TOWNS)}. Bus {random.randint(1, 90)} hält "
        "an der Kirche.",
        "Anwohner erreichen ihre Häuser zu Fuß. Die Feuerwehr ist unterrichtet, und für Fahrten in "
        "die Klinik wird die Schranke jederzeit geöffnet.",
    ]


# What makes an article of each kind.
SERIES: Final = {
    "weather": _weather,
    "result": _result,
    "obituary": _obituary,
    "stocks": _stocks,
    "horoscope": _horoscope,
    "police": _police,
    "draw": _draw,
    "recipe": _recipe_of_the_day,
    "for sale": _for_sale,
    "verkehr": _verkehr,
}
