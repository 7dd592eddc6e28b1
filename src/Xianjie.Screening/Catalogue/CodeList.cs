using System.Text;

namespace Xianjie.Screening;

/// <summary>The values a code column may take, in order, each with the other spellings that are read as it.</summary>
public sealed class CodeList
{
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    private readonly ByteMap utf8 = new();

    /// <param name="name">Name in <c>codes.yaml</c>, or fact.column for a list written at its column.</param>
    /// <param name="values">Each value first, then its aliases.</param>
    public CodeList(string name, IEnumerable<IReadOnlyList<string>> values)
    {
        Name = name;
        var list = new List<string>();
        foreach (var spellings in values)
        {
            list.Add(spellings[0]);
            foreach (var spelling in spellings)
                if (numbers.TryAdd(spelling, list.Count)) utf8.Add(Encoding.UTF8.GetBytes(spelling), list.Count);
        }
        Values = list;
    }

    public string Name { get; }

    /// <summary>Canonical values; the value at index i has number i + 1.</summary>
    public IReadOnlyList<string> Values { get; }

    /// <summary>Number of a value or alias, from 1; 0 if it is unknown.</summary>
    public int NumberOf(string spelling) => numbers.GetValueOrDefault(spelling);

    /// <inheritdoc cref="NumberOf(string)"/>
    public int NumberOf(ReadOnlySpan<byte> utf8Spelling) => utf8.Find(utf8Spelling);

    /// <summary>Canonical value of a number from 1.</summary>
    public string this[int number] => Values[number - 1];

    public override string ToString() => Name;
}
