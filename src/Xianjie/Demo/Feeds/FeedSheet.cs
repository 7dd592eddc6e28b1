using Xianjie.Demo.Names;
using Xianjie.Demo.People;
using Xianjie.Demo.Writing;

namespace Xianjie.Demo.Feeds;

/// <summary>One feed's rows of one village, as the office would type them: most right, some late, some with slips. The rows of the two newest
/// report months are kept apart.</summary>
internal sealed class FeedSheet(FeedLayout layout, Period period, double dirt)
{
    public const int Parts = 3;
    private readonly CsvBuffer[] parts = [new(), new(), new()];
    private readonly Draw slips = new(0, 0);
    private CsvBuffer row = new();

    public CsvBuffer Part(int index) => parts[index];

    public void Clear()
    {
        foreach (var part in parts)
            part.Clear();
    }

    /// <summary>Slips of one household have their own stream.</summary>
    public void Seek(ulong seed, long key, int feed) => slips.Seek(seed, key, feed, Purpose.Feed + 50);

    /// <summary>Starts a row for something that happened that day; it is reported in that month, or months later.</summary>
    public FeedSheet Begin(DateOnly happened)
    {
        var late = slips.Chance(0.012 * dirt) ? slips.Between(2, 7) : 0;
        var month = Math.Min(Period.Months - 1, period.MonthIndex(happened) + late);
        row = parts[Math.Clamp(month - (Period.Months - Parts), 0, Parts - 1)];
        return this;
    }

    public FeedSheet Person(Person person) => Person(person.Id, person.Name);

    public FeedSheet Person(string id, string name)
    {
        Slip chance = new(slips, dirt);
        row.Text(chance.Id(id));
        row.Text(chance.Name(name));
        return this;
    }

    /// <summary>Another identifier that carries a citizen id or stands alone, written as it is.</summary>
    public FeedSheet Text(string value)
    {
        row.Text(value);
        return this;
    }

    /// <summary>A text that clerks sometimes leave out.</summary>
    public FeedSheet Optional(string value) => Text(slips.Chance(0.01 * dirt) ? "" : value);

    public FeedSheet Code(string value) => Text(value.Length > 0 && slips.Chance(0.3 * dirt) ? layout.Word(value) : value);

    public FeedSheet YesNo(bool value) => Text(value ? layout.Yes : layout.No);

    public FeedSheet Number(long value)
    {
        row.Number(value);
        return this;
    }

    public FeedSheet Tenths(int value)
    {
        row.Tenths(value);
        return this;
    }

    public FeedSheet Month(int yyyymm)
    {
        row.Month(yyyymm);
        return this;
    }

    public FeedSheet Blank() => Text("");

    public FeedSheet Date(DateOnly day)
    {
        var separator = dirt == 0 ? '-' : slips.Chance(0.02 * dirt) ? slips.Of(['-', '/', '\0']) : layout.DateSeparator;
        row.Date(day, separator, separator != '/');
        return this;
    }

    public FeedSheet DateOrBlank(DateOnly? day) => day is { } known ? Date(known) : Blank();

    /// <summary>元, given in 元.</summary>
    public FeedSheet Money(int yuan) => Fen(yuan * 100L);

    public FeedSheet Fen(long fen)
    {
        if (dirt > 0 && slips.Chance(0.005 * dirt))
            return Text(new Slip(slips, dirt).Money(fen));
        row.Money(fen);
        return this;
    }

    public void End()
    {
        if (dirt > 0 && slips.Chance(0.004 * dirt))
            row.EndRowTwice();
        else
            row.EndRow();
    }
}
