using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Xianjie.Screening.Identifiers;

namespace Xianjie.Tests.Identifiers;

public sealed class CitizenIdProperties
{
    private static readonly DateOnly Today = new(2026, 11, 1);

    internal static readonly Gen<CitizenId> Ids =
        from region in Gen.Choose(110000, 659999)
        from day in Gen.Choose(new DateOnly(1900, 1, 1).DayNumber, Today.DayNumber)
        from sequence in Gen.Choose(0, 999)
        select CitizenId.Create(region, DateOnly.FromDayNumber(day), sequence);

    [Fact]
    public void Every_number_survives_text_bytes_and_key() =>
        Prop.ForAll(Ids.ToArbitrary(), id =>
        {
            var text = id.ToString();
            var bytes = new byte[18];
            return CitizenId.TryParse(text, Today, out var fromText, out _) && fromText == id
                && id.TryFormat(bytes, out var written, default, null) && written == 18
                && CitizenId.TryParse(bytes, out var fromBytes) && fromBytes == id
                && CitizenId.FromKey(id.Key) == id;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_single_wrong_digit_is_caught() =>
        Prop.ForAll(Ids.ToArbitrary(), Gen.Choose(0, 17).ToArbitrary(), (id, at) =>
        {
            var text = id.ToString();
            var others = (at == 17 ? "0123456789X" : "0123456789").Where(c => c != text[at]);
            return others.All(c => IsRefused(text[..at] + c + text[(at + 1)..]));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_swap_of_neighbours_is_caught() =>
        Prop.ForAll(Ids.ToArbitrary(), Gen.Choose(0, 16).ToArbitrary(), (id, at) =>
        {
            var text = id.ToString();
            return text[at] == text[at + 1] || IsRefused(string.Concat(text.AsSpan(0, at), [text[at + 1], text[at]], text.AsSpan(at + 2)));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Both_readings_agree_on_any_text_of_digits() =>
        Prop.ForAll(Gen.Choose(0, 9).ArrayOf(18).ToArbitrary(), digits =>
        {
            var text = string.Concat(digits);
            var strict = CitizenId.TryParse(Encoding.ASCII.GetBytes(text), out var a);
            var forgiving = CitizenId.TryParse(text, DateOnly.MaxValue, out var b, out _);
            return a == b && (strict == forgiving);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void No_text_makes_the_reading_throw() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string>(), text =>
            CitizenId.TryParse(text, Today, out _, out var reason) || !string.IsNullOrEmpty(reason)).QuickCheckThrowOnFailure();

    private static bool IsRefused(string text) =>
        !CitizenId.TryParse(text, Today, out _, out var reason) && reason is not null && !CitizenId.TryParse(Encoding.ASCII.GetBytes(text), out var id)
        && id == default;
}
