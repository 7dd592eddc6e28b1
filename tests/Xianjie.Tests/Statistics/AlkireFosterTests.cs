using Xianjie.Statistics.Multidimensional;

namespace Xianjie.Tests.Statistics;

public sealed class AlkireFosterTests
{
    private static readonly Deprivation[] Four = [.. Enumerable.Range(0, 4).Select(i => new Deprivation($"{i}", $"{i}", i < 2 ? "甲" : "乙", 0.25))];

    // Alkire and Foster 2011, the example of four persons: achievements below (13, 12, 3, 1) are deprivations
    private static readonly double[][] Achievements = [[13.1, 14, 4, 1], [15.2, 7, 5, 0], [12.5, 10, 1, 0], [20, 11, 3, 1]];
    private static readonly double[] Lines = [13, 12, 3, 1];

    private static List<Profile> People(double weight = 1) => [.. Achievements.Select(a => new Profile(Guid.CreateVersion7(), weight, [.. a.Select((v, i) => v < Lines[i])]))];

    [Fact]
    public void Four_persons_at_two_of_four_have_the_headcount_intensity_and_adjusted_headcount_of_the_paper()
    {
        var people = People();
        var found = AlkireFoster.Measure(Four, people, 2 / 4.0);
        Assert.Equal((0.5, 0.75, 0.375), (found.Headcount, found.Intensity, found.Adjusted));
        Assert.Equal(people.GetRange(1, 2).Select(p => p.Id).Order(), found.Poor.Order());
        Assert.Equal([0.25, 0.75, 0.25, 0.5], found.Shares.Select(s => s.Uncensored));
        Assert.Equal([0.25, 0.5, 0.25, 0.5], found.Shares.Select(s => s.Censored));
        Assert.Equal(new[] { 1 / 6.0, 2 / 6.0, 1 / 6.0, 2 / 6.0 }, found.Shares.Select(s => s.Contribution), (a, b) => Math.Abs(a - b) < 1e-9);
        Assert.Equal([("甲", 0.5), ("乙", 0.5)], found.ByDimension);
    }

    [Fact]
    public void Union_and_intersection_are_the_ends_of_the_cut_off()
    {
        Assert.Equal(0.75, AlkireFoster.Measure(Four, People(), 0.25).Headcount);
        Assert.Equal((0.25, 1.0), (AlkireFoster.Measure(Four, People(), 1).Headcount, AlkireFoster.Measure(Four, People(), 1).Intensity));
    }

    [Fact]
    public void Measures_of_parts_add_up_to_the_whole_by_their_people()
    {
        var (one, other) = (People(2), People(5).Take(2).ToList());
        var (a, b, all) = (AlkireFoster.Measure(Four, one, 0.5), AlkireFoster.Measure(Four, other, 0.5), AlkireFoster.Measure(Four, [.. one, .. other], 0.5));
        Assert.Equal(((a.Adjusted * a.Population) + (b.Adjusted * b.Population)) / all.Population, all.Adjusted, 12);
        Assert.Equal(all.Adjusted, all.Shares.Sum(s => s.Deprivation.Weight * s.Censored), 12);
        Assert.Equal(1, all.Shares.Sum(s => s.Contribution), 12);
    }

    [Fact]
    public void Weights_that_do_not_add_up_and_profiles_of_another_length_are_refused()
    {
        Assert.Throws<ArgumentException>(() => AlkireFoster.Measure([.. Four.Take(3)], People(), 0.5));
        Assert.Throws<ArgumentException>(() => AlkireFoster.Measure(Four, [new(Guid.Empty, 1, [true])], 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => AlkireFoster.Measure(Four, People(), 0));
    }
}
