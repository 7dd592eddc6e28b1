using System.Globalization;
using Xianjie.Platform.Divisions;

namespace Xianjie.Ledgers.Grid;

/// <summary>Places as people write them: by code, by path, by name where only one has it.</summary>
internal sealed class UnitNames
{
    private readonly Dictionary<string, long> byName;
    private readonly long only;

    public UnitNames(IReadOnlyList<Places.Place> units, Places places)
    {
        byName = units.SelectMany(u => new[] { (Name: places.Path(u.Code), u.Code), (u.Name, u.Code), (Name: u.Short, u.Code) }).Distinct().GroupBy(u => u.Name).Where(g => g.Count() == 1).ToDictionary(g => g.Key, g => g.First().Code);
        only = units.Count == 1 ? units[0].Code : 0;
        var shorts = units.GroupBy(u => u.Name).ToDictionary(g => g.Key, g => g.Count());
        Shown = units.ToDictionary(u => u.Code, u => shorts[u.Name] == 1 ? u.Name : places.Path(u.Code));
    }

    /// <summary>The shortest name that tells a place from the others.</summary>
    public IReadOnlyDictionary<long, string> Shown { get; }

    /// <summary>The code; 0 where nobody knows which is meant. Blank means the only one that there is.</summary>
    public long Find(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code : byName.TryGetValue(text, out var named) ? named : text.Length == 0 ? only : 0;
}
