using System.Text.Json;

namespace Xianjie.Tests.Demo;

public sealed class DemoMapTests(SmallCounty county) : IClassFixture<SmallCounty>
{
    private sealed record Shape(string Code, string Level, string Parent, (long X, long Y)[] Ring, (long X, long Y) Centre);

    [Fact]
    public void There_is_one_closed_outline_for_every_township_and_village()
    {
        var shapes = Shapes();
        var codes = county.Clean("divisions.csv").Where(row => row["级别"] is "乡" or "村").Select(row => row["代码"]);
        Assert.Equal(codes.Order(), shapes.Select(shape => shape.Code).Order());
        Assert.All(shapes, shape => Assert.Equal(shape.Ring[0], shape.Ring[^1]));
        Assert.All(shapes, shape => Assert.True(shape.Ring.Length > 4 && Area(shape.Ring) > 0));
    }

    [Fact]
    public void Villages_fill_their_township_without_gap_or_overlap()
    {
        var shapes = Shapes();
        foreach (var township in shapes.Where(shape => shape.Level == "township"))
        {
            var villages = shapes.Where(shape => shape.Parent == township.Code).ToList();
            Assert.Equal(Area(township.Ring), villages.Sum(village => Area(village.Ring)));
            Assert.All(villages, village => Assert.True(Inside(village.Centre, township.Ring)));
            Assert.Equal(EdgesOf([township]), Boundary(villages));
        }
    }

    [Fact]
    public void A_centre_lies_in_its_own_village_and_in_no_other()
    {
        var villages = Shapes().Where(shape => shape.Level == "village").ToList();
        foreach (var village in villages)
            Assert.Equal([village.Code], villages.Where(other => Inside(village.Centre, other.Ring)).Select(other => other.Code));
    }

    // Edges that only one of the villages has: those between two villages occur once in each direction.
    private static HashSet<((long, long), (long, long))> Boundary(List<Shape> villages)
    {
        var edges = EdgesOf(villages);
        return [.. edges.Where(edge => !edges.Contains((edge.Item2, edge.Item1)))];
    }

    private static HashSet<((long, long), (long, long))> EdgesOf(IEnumerable<Shape> shapes) => [.. shapes.SelectMany(shape => shape.Ring.Zip(shape.Ring.Skip(1)))];

    private static long Area((long X, long Y)[] ring) => ring.Zip(ring.Skip(1)).Sum(edge => edge.First.X * edge.Second.Y - edge.Second.X * edge.First.Y);

    private static bool Inside((long X, long Y) point, (long X, long Y)[] ring)
    {
        var inside = false;
        foreach (var (a, b) in ring.Zip(ring.Skip(1)))
            if (a.Y > point.Y != b.Y > point.Y && point.X < (double)(b.X - a.X) * (point.Y - a.Y) / (b.Y - a.Y) + a.X)
                inside = !inside;
        return inside;
    }

    private List<Shape> Shapes()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(county.PathOf("clean", "map.geojson")));
        return [.. document.RootElement.GetProperty("features").EnumerateArray().Select(feature =>
        {
            var about = feature.GetProperty("properties");
            var ring = feature.GetProperty("geometry").GetProperty("coordinates")[0].EnumerateArray().Select(Position).ToArray();
            return new Shape(Text(about, "code"), Text(about, "level"), Text(about, "parent"), ring, Position(about.GetProperty("centre")));
        })];
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? "";

    private static (long X, long Y) Position(JsonElement position) => ((long)(position[0].GetDecimal() * 100_000), (long)(position[1].GetDecimal() * 100_000));
}
