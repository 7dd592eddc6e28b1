using Xianjie.Platform.Parameters;

namespace Xianjie.Monitoring.Guarantees;

/// <summary>
/// The four tests of drinking water: amount, quality, convenience, reliability (monitoring.md 9). Where a test has no proof of its own the
/// registry's 饮水是否安全 speaks for it.
/// </summary>
internal sealed class WaterCheck(ParameterValues values, DateOnly today)
{
    public IEnumerable<Condition> Of(GuaranteeFacts facts)
    {
        Condition[] tests = [Amount(facts), Quality(facts), Convenience(facts), Reliability(facts)];
        // The registry says unsafe and no test says which: the household has one gap, under quality, until a test is made.
        if (facts.Living?.WaterSafe == false && !tests.Any(t => t.Standing == Standing.缺口) && tests[1].ProvedOn is null)
            tests[1] = tests[1] with { Standing = Standing.缺口, Words = "档案登记饮水不安全，没有注明哪一项，请检测" };
        return tests;
    }

    private Condition Amount(GuaranteeFacts facts)
    {
        var line = values.Whole("饮水水量线", facts.Household.Division);
        if (facts.Of(GuaranteeKind.饮水水量).FirstOrDefault() is not { } proof)
            return Unproved(facts, GuaranteeKind.饮水水量, "水量");
        var enough = proof.Number is { } litres ? litres >= line : proof.Passed;
        return new(GuaranteeKind.饮水水量, enough ? Standing.保障 : Standing.缺口, proof.Number is { } amount ? $"每人每天 {amount} 升，标准 {line} 升" : proof.Value, proof.ProvedOn, proof.Source);
    }

    private Condition Quality(GuaranteeFacts facts)
    {
        var since = today.AddMonths(-values.Whole("水质检测有效月数", facts.Household.Division));
        return facts.Of(GuaranteeKind.饮水水质).FirstOrDefault() switch
        {
            { Passed: false } bad => new(GuaranteeKind.饮水水质, Standing.缺口, $"水质{bad.Value}", bad.ProvedOn, bad.Source),
            { } good when good.ProvedOn >= since => new(GuaranteeKind.饮水水质, Standing.保障, $"水质{good.Value}", good.ProvedOn, good.Source),
            { } old => new(GuaranteeKind.饮水水质, Standing.缺证明, $"水质检测已过期（{old.ProvedOn:yyyy-MM-dd}），须重新检测", old.ProvedOn, old.Source),
            _ => Unproved(facts, GuaranteeKind.饮水水质, "水质"),
        };
    }

    /// <summary>Piped to the house, or fetched within the time, the distance or the climb.</summary>
    private Condition Convenience(GuaranteeFacts facts)
    {
        var division = facts.Household.Division;
        if (facts.Of(GuaranteeKind.饮水方便).FirstOrDefault() is { } proof)
            return new(GuaranteeKind.饮水方便, proof.Passed ? Standing.保障 : Standing.缺口, proof.Value, proof.ProvedOn, proof.Source);
        if (facts.Living is not { } living || (living.WaterSupply, living.FetchMinutes, living.FetchMetres, living.FetchClimbMetres) is (null, null, null, null))
            return Unproved(facts, GuaranteeKind.饮水方便, "取水方便程度");
        var (minutes, metres, climb) = (values.Whole("取水时间线", division), values.Whole("取水水平距离线", division), values.Whole("取水垂直距离线", division));
        if (living.WaterSupply == "集中" && living.FetchMinutes is null)
            return new(GuaranteeKind.饮水方便, Standing.保障, "集中供水");
        var near = living.FetchMinutes <= minutes || (living.FetchMinutes is null && (living.FetchMetres <= metres || living.FetchClimbMetres <= climb));
        if (!near && (living.FetchMinutes, living.FetchMetres, living.FetchClimbMetres) is (null, null, null))
            return Unproved(facts, GuaranteeKind.饮水方便, "取水方便程度");
        var words = living.FetchMinutes is { } taken ? $"单次取水 {taken} 分钟，标准 {minutes} 分钟" : $"取水水平 {living.FetchMetres} 米、垂直 {living.FetchClimbMetres} 米，标准 {metres} 米、{climb} 米";
        return new(GuaranteeKind.饮水方便, near ? Standing.保障 : Standing.缺口, words);
    }

    /// <summary>Days without water in the year so far, all reports together.</summary>
    private Condition Reliability(GuaranteeFacts facts)
    {
        var line = values.Whole("年停水天数线", facts.Household.Division);
        var outages = facts.Of(GuaranteeKind.饮水保证率).Where(p => p.ProvedOn.Year == today.Year).ToList();
        if (outages.Count == 0)
            return Unproved(facts, GuaranteeKind.饮水保证率, "供水保证率");
        var days = outages.Sum(p => p.Number ?? 0);
        return new(GuaranteeKind.饮水保证率, days <= line ? Standing.保障 : Standing.缺口, $"今年累计停水 {days} 天，标准不超过 {line} 天", outages[0].ProvedOn, outages[0].Source);
    }

    private static Condition Unproved(GuaranteeFacts facts, GuaranteeKind kind, string what) => facts.Living?.WaterSafe == true
        ? new(kind, Standing.保障, $"档案登记饮水安全，没有单独的{what}记录") : new(kind, Standing.缺证明, $"没有{what}的证明");
}
