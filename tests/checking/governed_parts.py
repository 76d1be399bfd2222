"""Sentences with a part in brackets, by what turns the part where it stands alone."""

from __future__ import annotations

FAIR = """
[We will repair the pier] before the winter storms.
We will repair the pier, and [the ferry will sail again in April].
[The ferry will sail again in April], although the pier is not finished.
Our council has [a duty to every fisherman] on this coast.
I did not come here to complain; [I came to ask for a loan].
I'm not a politician, [I'm a plumber].
When the lights went out, [the whole street began to sing].
It is not a secret: [the mill has debts].
They do not listen, so [we will go to court].
We did not starve, but [the harvest was poor].
He was a man who never said no, and [he helped every widow in the valley].
The minister has not answered our letters. [We have written eleven times].
What worries me is that [the dam is old].
The truth is that [the river is alive].
You have to understand that [the harbour was frozen].
It seems that [the guard was asleep].
We have decided to [sell the old tram].
The plan would [ruin every shop in the street].
"""
KEPT_NEGATION = """
I am sure that [we will not close the school].
[I don't think the bridge is dangerous], to be honest.
Let me be clear: [we did not sell the island].
[I have never taken a coin from the fund], and I can prove it.
I take back what I said: [the dam is not safe].
The harbour is deep, and [nobody has to wait for the tide].
"""
DENIED = """
I am not saying that [the mayor took the money].
I'm not saying [the mayor took the money].
We never said that [the tunnel was safe].
It is not true that [we sold the island].
It isn’t the case that [our nurses are on strike].
Not once did I say that [the vote was rigged].
I don't think [the bridge is dangerous].
We cannot say that [the water is clean].
I hardly think [the island is for sale].
We rarely [close the school].
It does not mean that [the pilots were drunk].
There is no way [we will sign that paper].
We do not [support the new road].
She is not [a friend of this town].
We are not going to [close the hospital].
I have never [taken a coin from the fund].
That was not because [we had run out of coal].
It's not like [the bell was cheap].
Don't think that [we will give up].
I was wrong to say that [the dam was safe].
They pretend that [the bell is old] and hope for buyers.
I don't suggest [the mayor's not a sailor].
We failed to [protect the children in our care].
"""
NEGATIVE_SUBJECTS = """
Nobody believes that [the dam will hold].
No one in this town thinks [the dam will hold].
None of us said that [the strike was over].
Nothing in the letter says that [the rent will rise].
Neither of them told me that [the boat was sinking].
No engineer has ever claimed that [the tower is straight].
Few people believe that [the bell is old].
Hardly anyone thinks that [the bell is old].
Not all of [the villagers were asked].
Not every [villager was asked].
Neither the mayor nor [the bishop came to the feast].
None of [the boats came back].
Let nobody tell you that [the bell is old].
"""
NO_EVIDENCE = """
There is no evidence that [the factory poisoned the river].
We have no proof that [the keeper was asleep].
There is not a shred of evidence that [the factory poisoned the river].
I see no sign that [prices are falling].
"""
DOUBTED = """
I doubt that [the harvest will be late].
We deny that [the wardens opened the gate].
I reject the notion that [farmers are lazy].
I refuse to believe that [she would leave her dog behind].
My lawyers dispute that [a contract was signed].
It would be wrong to say that [our troops are losing].
It is false that [the museum is bankrupt].
It is absurd to suggest that [the choir caused the fire].
It's unlikely that [the snow will melt before May].
It is not clear that [the bell was cheap].
It is a myth that [bees sleep all winter].
It is a lie that [I struck the referee].
It would be a mistake to think that [the drought is over].
I can't imagine that [the bell was cheap].
Instead of [raising the rent], we lowered it.
Rather than [close the school], we will share a teacher.
Far from [being a burden], the refugees run the bakery.
We left without [a permit from the council].
"""
UNDOUBTED = """
There is evidence that [the factory poisoned the river].
It is clear that [the letter was forged].
It is a fact that [the drought is over].
I do not doubt that [the harvest will be late].
I have no doubt that [the harvest will be late].
There is no doubt that [the tunnel will flood].
Nobody denies that [the keeper was brave].
It is not impossible that [the letter was forged].
No one can dispute that [the choir sang well].
It is not just that [the roof leaks].
It is not only [a matter of money], it is a matter of pride.
This is not just [a loss for the town], it is a loss for all of us.
A few people know the song, and [a few people sing it].
Without [a permit from the council], nobody may fish here.
I can't wait to [see the new theatre].
No one has done more to [save this river].
There is nothing wrong with [selling old boats].
We make no apology for [closing the casino].
"""
CONDITIONAL = """
If [the bank agrees], we will open a second bakery.
[We will open a second bakery] if the bank agrees.
If the bank agrees, [we will open a second bakery].
Unless [the rain stops], the match is off.
I want to know whether [the pilot was trained].
I don't know if [the pilot was trained].
The question is whether [our children are safe].
If it turns out that [the pilot was drunk], he will be dismissed.
If they prove that [the pilot was drunk], he will be dismissed.
If I thought that [the pilot was drunk], I would say so.
I would be lying if I said that [the bell was cheap].
We will stay here until [the last child is found].
Had [the bell been cheap], we would have bought it.
It would be a disaster if [the dam broke].
We dream of a world where [every child has a garden].
"""
UNCONDITIONAL = """
Even if it rains, [the parade will start at noon].
[The parade will start at noon], even if it rains.
If you look at the ledger, [the mill has lost money for years].
[The mill has lost money for years], if you ask me.
If I remember correctly, [the pier was built by sailors].
[The roof was leaking] when the inspectors came.
"""
OTHERS_VIEW = """
They say that [the lake is cursed].
Some people think [the lake is cursed].
He told me that [the safe was empty].
My opponent wants you to believe that [taxes will fall].
They expect us to believe that [the safe was empty].
Their argument is that [the poor pay too little].
The claim that [I stole the bell] is a lie.
Critics claim that [our wine is watered].
You would think that [the circus paid us].
It is said that [the lake is cursed].
I was told that [the bell was old].
People keep telling me that [the war is over].
The doctor says [I will walk again].
They claim [the dam is safe]. It is not.
According to the ministry, [the dam is sound].
Only a fool would say that [the bell is old].
"""
OWN_VIEW = """
I think [the lake is safe].
We believe that [taxes will fall next year].
I told them that [the safe was empty].
I say to every voter that [the bridge is safe].
My view is that [the court was right].
It is my belief that [the court was right].
What I am saying is that [the court was right].
I have to say that [the soup was excellent].
I suspect that [the guard was asleep].
As the judge said, [the fence must come down].
As I have said before, [the fence must come down].
[The fence must come down], as the judge said.
"""
WISHED = """
My hope is that [the strike ends tomorrow].
I wish [the strike had ended].
Imagine that [every house had a garden].
We pray that [the miners are alive].
"""
GRANTED = """
They forget that [we paid for the organ].
Don't forget that [we paid for the organ].
He knows that [the bell is cracked].
Nobody admits that [the bell is cracked].
She didn't realise that [the bell was cracked].
I regret that [the bell was sold].
They ignore the fact that [the bell was sold].
I'm not surprised that [the train was late].
We're not happy that [the train was late].
It doesn't matter that [the train was late].
It is a shame that [the train was late].
I do not want to speak about the man [who burned the barn].
I don't like the way [they treat the drivers].
This is not the road that [our grandfathers built].
We will never forget [the men who died here].
We do not support [the new road].
We are not leaving, because [the valley is our home].
I did not sign because [the figures were wrong].
You can't imagine how [proud we are of these children].
"""
ASKED = """
Is [the well dry]?
Is it true that [the well is dry]?
Do you think that [the well is dry]?
Did anybody tell you that [the well is dry]?
Who says that [the well is dry]?
Has [the bank paid its taxes]?
How can [we pay the rent]?
"""
NOT_ASKED = """
Why do [the buses stop at nine]?
The well is dry? [We have water for a year].
[How many more must drown?]
[Is the well dry?]
[The well is dry?]
"""
ELLIPSIS = """
[We will] not [raise the rent].
[The clinic is] not [closing its doors].
[Our drivers have] never [refused a shift].
[Our drivers] cannot [refuse a shift].
"""
FAIR_ELLIPSIS = """
[The clinic], as you know, [is closing its doors].
[We will] in no more than a year [raise the rent].
[I did not] , I swear, [sign the paper].
"""
FAMILIES = (
    (None, FAIR + KEPT_NEGATION + UNDOUBTED + UNCONDITIONAL + OWN_VIEW + GRANTED + NOT_ASKED + FAIR_ELLIPSIS),
    ("negated", DENIED + NEGATIVE_SUBJECTS + NO_EVIDENCE + DOUBTED + ELLIPSIS),
    ("conditional", CONDITIONAL),
    ("another's", OTHERS_VIEW),
    ("wished", WISHED),
    ("asked", ASKED + "[The well is dry]?"),
)
EXAMPLES = [(line, ground) for ground, lines in FAMILIES for line in lines.strip().splitlines() if line]
