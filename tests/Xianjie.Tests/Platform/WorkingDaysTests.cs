using Xianjie.Platform.Time;

namespace Xianjie.Tests.Platform;

public sealed class WorkingDaysTests
{
    private static readonly WorkingDays Calendar = WorkingDays.Embedded;

    [Fact]
    public void National_day_is_not_a_workday_and_a_made_up_saturday_is()
    {
        Assert.False(Calendar.IsWorkday(new(2026, 10, 1)));
        Assert.True(Calendar.IsWorkday(new(2026, 10, 10)));
        Assert.Equal(DayOfWeek.Saturday, new DateOnly(2026, 10, 10).DayOfWeek);
    }

    [Fact]
    public void Counting_forward_and_counting_between_agree()
    {
        for (var start = new DateOnly(2026, 1, 1); start < new DateOnly(2026, 12, 1); start = start.AddDays(1))
        {
            var due = Calendar.Add(start, 7);
            Assert.Equal(7, Calendar.Between(start, due));
            Assert.True(Calendar.IsWorkday(due));
            Assert.Equal(-7, Calendar.Between(due, start));
        }
    }

    [Fact]
    public void A_broken_line_is_named() =>
        Assert.Contains("第 2 行", Assert.Throws<FormatException>(() => WorkingDays.Load(new StringReader("date,workday\n2026-13-01,1"))).Message, StringComparison.Ordinal);
}
