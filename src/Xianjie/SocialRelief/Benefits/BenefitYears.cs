using System.Globalization;
using Xianjie.Platform.Parameters;
using Xianjie.SocialRelief.Refresh;

namespace Xianjie.SocialRelief.Benefits;

/// <summary>Makes the yearly rows of a person out of what was delivered.</summary>
internal sealed class BenefitYears(ParameterValues values, DateOnly today)
{
    private readonly int now = (today.Year * 100) + today.Month;

    public IEnumerable<Benefit> Of(PersonRelief person) =>
        from line in person.Lines.Values
        from paid in line.Months(now)
        group (line, paid) by (line.Kind, Year: paid.Month / 100) into year
        select RowOf(person, year.Key.Kind, year.Key.Year, [.. year.OrderBy(p => p.paid.Month)]);

    private Benefit RowOf(PersonRelief person, string kind, int year, IReadOnlyList<(BenefitLine Line, (int Month, long Amount) Paid)> paid) => new()
    {
        HouseholdId = person.Who.HouseholdId, PersonId = person.Who.Id, Division = person.Who.Division, Name = person.Who.Name, Kind = kind, Year = year,
        FirstMonth = paid[0].Paid.Month, LastMonth = paid[^1].Paid.Month, Times = paid.Count, Amount = paid.Sum(p => p.Paid.Amount),
        Detail = string.Join(';', paid.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Paid.Month % 100}:{p.Paid.Amount}"))),
        IsCurrent = IsCurrent(kind, person, paid[^1].Paid.Month), Source = paid[^1].Line.Source,
    };

    /// <summary>A monthly benefit while it has come lately, a yearly one in its year, a single one for as long as the parameter says.</summary>
    private bool IsCurrent(string kind, PersonRelief person, int lastMonth)
    {
        var payment = BenefitKinds.Of(kind).Payment;
        if (payment == Payment.按年)
            return lastMonth / 100 == today.Year;
        if (BenefitLayers.All.Contains(kind))
            return person.Of(kind).Any(l => l.Covers(now)) && lastMonth == now;
        var first = today.AddMonths(-values.Whole("待遇在享回看月数", person.Who.Division, payment.ToString()));
        return lastMonth >= (first.Year * 100) + first.Month;
    }
}

/// <summary>The layers of low income, from the strongest support to the weakest (modules.md 16).</summary>
internal static class BenefitLayers
{
    public static readonly IReadOnlyList<string> All = [BenefitKinds.Tekun, BenefitKinds.Dibao, BenefitKinds.Margin, BenefitKinds.Rigid];

    /// <summary>0 is the strongest; none comes after all.</summary>
    public static int Rank(string? layer) => layer is not null && All.ToList().IndexOf(layer) is >= 0 and var at ? at : All.Count;
}
