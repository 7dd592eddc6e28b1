namespace Xianjie.Demo.People;

/// <summary>Who lives together: the kinds of households of a poor county, old and with children left behind.</summary>
internal sealed class FamilyMaker(DateOnly asOf)
{
    private readonly List<Person> members = new(12);
    private Draw draw = new(0, 0);

    /// <summary>Members, the head first; no more than the given number (1 or more).</summary>
    public Person[] Make(Draw source, int most)
    {
        draw = source;
        for (var attempt = 0; attempt < 6; attempt++)
        {
            members.Clear();
            Compose(draw.Weighted([80, 125, 90, 235, 150, 130, 75, 30, 40, 45]));
            if (members.Count <= most)
                return [.. members];
        }
        members.Clear();
        SingleElder();
        return [.. members];
    }

    private void Compose(int kind)
    {
        switch (kind)
        {
            case 0: SingleElder(); break;
            case 1: Couple(draw.Between(60, 84)); break;
            case 2: Couple(draw.Between(25, 60)); break;
            case 3: Nuclear(draw.Between(25, 48)); break;
            case 4: WithGrownChildren(); break;
            case 5: HeadBetweenGenerations(); break;
            case 6: HeadIsGrandparent(); break;
            case 7: SkippedGeneration(); break;
            case 8: SingleParent(); break;
            default: Add("户主", draw.Chance(0.72), draw.Between(28, 62)); break;
        }
        if (kind is 2 or 4 or 5 && draw.Chance(0.03))
            Add("之兄弟姐妹", draw.Chance(0.7), Math.Max(18, members[0].Age + draw.Between(-8, 8)));
    }

    private void SingleElder() => Add("户主", draw.Chance(0.55), draw.Between(60, 90));

    private Person Add(string relation, bool male, int age, bool marriedIn = false)
    {
        age = Math.Max(age, 0);
        var birth = asOf.AddDays(-draw.Below(365) - 1).AddYears(-age);
        var member = new Person { Relation = relation, Male = male, Birth = birth, Age = Ages.On(birth, asOf), MarriedIn = marriedIn };
        members.Add(member);
        return member;
    }

    /// <summary>Head and spouse; returns the age of the mother to be.</summary>
    private int Couple(int headAge)
    {
        var maleHead = draw.Chance(0.85);
        Add("户主", maleHead, headAge, !maleHead && draw.Chance(0.5));
        var spouse = headAge + (maleHead ? -draw.Between(-2, 6) : draw.Between(-2, 6));
        spouse = Math.Max(spouse, 21);
        Add("配偶", !maleHead, spouse, maleHead && draw.Chance(0.35));
        return maleHead ? spouse : headAge;
    }

    private void Children(int motherAge, int[] weights, string son = "之子", string daughter = "之女", int youngest = 0)
    {
        var count = draw.Weighted(weights);
        var gap = draw.Between(21, 30);
        for (var i = 0; i < count; i++, gap += draw.Between(1, 6))
        {
            var male = draw.Chance(0.53);
            if (motherAge - gap >= youngest && motherAge - gap < 34)
                Add(male ? son : daughter, male, motherAge - gap);
        }
    }

    private void Nuclear(int age) => Children(Couple(age), [6, 34, 47, 13]);

    private void WithGrownChildren() => Children(Couple(draw.Between(46, 62)), [0, 52, 40, 8], youngest: 14);

    private void HeadBetweenGenerations()
    {
        var age = draw.Between(30, 52);
        Children(Couple(age), [3, 32, 50, 15]);
        var maleHead = members[0].Male;
        var parentAge = age + draw.Between(22, 33);
        var (father, mother) = maleHead ? draw.Chance(0.97) ? ("之父", "之母") : ("之岳父", "之岳母") : ("之公公", "之婆婆");
        var both = draw.Chance(0.55);
        if (both || draw.Chance(0.38))
            Add(father, true, parentAge);
        if (both || members[^1].Relation != father)
            Add(mother, false, parentAge - draw.Between(-1, 4));
        if (maleHead && age < 40 && draw.Chance(0.06))
            Add("之祖母", false, parentAge + draw.Between(20, 24));
    }

    private void HeadIsGrandparent()
    {
        var mother = Couple(draw.Between(50, 70));
        var sonAge = Math.Clamp(mother - draw.Between(21, 28), 22, 45);
        var son = draw.Chance(0.93);
        Add(son ? "之子" : "之女", son, sonAge);
        var wifeAge = Math.Max(21, sonAge + draw.Between(-4, 1));
        if (draw.Chance(0.9))
            Add(son ? "之儿媳" : "之女婿", !son, wifeAge, marriedIn: draw.Chance(0.4));
        Children(son ? wifeAge : sonAge, [8, 42, 42, 8], son ? "之孙子" : "之外孙子", son ? "之孙女" : "之外孙女");
    }

    private void SkippedGeneration()
    {
        var mother = Couple(draw.Between(56, 74));
        Children(mother - draw.Between(22, 26), [0, 70, 30], "之孙子", "之孙女");
    }

    private void SingleParent()
    {
        var male = draw.Chance(0.6);
        var age = draw.Between(28, 52);
        Add("户主", male, age, !male && draw.Chance(0.4));
        Children(male ? age - 2 : age, [0, 55, 38, 7]);
    }
}

internal static class Ages
{
    /// <summary>Whole years; someone born on 29 February turns older on 1 March in common years.</summary>
    public static int On(DateOnly birth, DateOnly day)
    {
        var years = day.Year - birth.Year;
        return (day.Month, day.Day).CompareTo((birth.Month, birth.Day)) < 0 ? years - 1 : years;
    }
}
