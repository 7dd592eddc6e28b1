using Xianjie.Overview.Maps;

namespace Xianjie.Tests.Overview;

public sealed class ShadeTests
{
    [Fact]
    public void Every_value_lies_in_one_class_and_a_larger_value_never_in_a_lighter_one()
    {
        var random = new Random(7);
        foreach (var how in new[] { Shades.Quantiles, Shades.Steps })
        {
            for (var round = 0; round < 200; round++)
            {
                var values = Enumerable.Range(0, random.Next(1, 40)).Select(_ => (decimal)random.Next(-5, 30) / random.Next(1, 4)).ToList();
                var shades = Shades.Of(values, how);
                Assert.True(shades.Count <= Shades.Most + 1);
                var numbered = values.Where(v => v != 0).Order().Select(v => Shades.Holding(shades, v)!.Number).ToList();
                Assert.Equal(numbered.Order(), numbered);
                Assert.All(numbered, n => Assert.InRange(n, 1, Shades.Most));
                Assert.Equal(values.Contains(0), shades.Any(s => s.Number == 0));
            }
        }
    }

    [Fact]
    public void Equal_values_are_never_parted_and_nothing_has_no_class()
    {
        Assert.Single(Shades.Of([5, 5, 5], Shades.Quantiles));
        Assert.Empty(Shades.Of([], Shades.Quantiles));
        Assert.Null(Shades.Holding(Shades.Of([1, 2], Shades.Quantiles), null));
    }

    [Fact]
    public void An_outline_is_drawn_inside_the_picture()
    {
        const string square = """{"type":"MultiPolygon","coordinates":[[[[105,26],[105.2,26],[105.2,26.1],[105,26.1],[105,26]]]]}""";
        var rings = OutlineShape.Rings(square);
        var to = Projection.Over([.. rings.SelectMany(r => r)]);
        Assert.All(rings.SelectMany(r => r).Select(p => to.At(p.East, p.North)), p => Assert.True(p.X is >= 0 and <= Projection.Width && p.Y >= 0 && p.Y <= to.Height));
        Assert.Equal(5, OutlineShape.Path(rings, to).Count(c => c is 'M' or 'L'));
        Assert.Empty(OutlineShape.Rings("""{"type":"Point","coordinates":[105,26]}"""));
    }
}
