namespace Xianjie.Demo.Names;

/// <summary>Identifiers with right check digits and clearly fictional ranges: county codes 9901xx and telephone prefixes that no carrier has.</summary>
internal static class Numbers
{
    private const string CreditSymbols = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static readonly int[] idWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    private static readonly int[] creditWeights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
    private static readonly int[] phonePrefixes = [163, 164, 168, 169];

    /// <summary>GB 11643: region, birth date, sequence (odd = male), check digit.</summary>
    public static string CitizenId(int region, DateOnly birth, int sequence) => string.Create(18, (region, birth, sequence), static (id, key) =>
    {
        Put(id, 0, 6, key.region);
        Put(id, 6, 8, key.birth.Year * 10000 + key.birth.Month * 100 + key.birth.Day);
        Put(id, 14, 3, key.sequence);
        var sum = 0;
        for (var i = 0; i < 17; i++)
            sum += (id[i] - '0') * idWeights[i];
        id[17] = "10X98765432"[sum % 11];
    });

    public static bool IsValidId(ReadOnlySpan<char> id)
    {
        if (id.Length != 18)
            return false;
        var sum = 0;
        for (var i = 0; i < 17; i++)
        {
            if (!char.IsAsciiDigit(id[i]))
                return false;
            sum += (id[i] - '0') * idWeights[i];
        }
        return id[17] == "10X98765432"[sum % 11];
    }

    public static string Phone(Draw draw) => string.Create(11, (draw.Of(phonePrefixes), draw.Below(100_000_000)), static (phone, key) =>
    {
        Put(phone, 0, 3, key.Item1);
        Put(phone, 3, 8, key.Item2);
    });

    /// <summary>GB 32100 with a GB 11714 organisation code inside, both check digits right; department 9 or N, kind 1, 2 or 3.</summary>
    public static string CreditCode(Draw draw, string head) => string.Create(18, (head, draw.Below(100_000_000)), static (code, key) =>
    {
        key.head.CopyTo(code);
        Put(code, 2, 6, Land.CountyPlan.Code);
        Put(code, 8, 8, key.Item2);
        code[16] = OrganisationCheck(code.Slice(8, 8));
        var sum = 0;
        for (var i = 0; i < 17; i++)
            sum += CreditSymbols.IndexOf(code[i], StringComparison.Ordinal) * creditWeights[i];
        code[17] = CreditSymbols[(31 - sum % 31) % 31];
    });

    /// <summary>A plate of the fictional province 岚: no two numbers below 31⁶ share one.</summary>
    public static string Plate(long number) => string.Create(8, number, static (plate, left) =>
    {
        "岚A".CopyTo(plate);
        for (var i = 7; i > 1; i--, left /= 31)
            plate[i] = CreditSymbols[(int)(left % 31)];
    });

    public static void Put(Span<char> target, int at, int width, long value)
    {
        for (var i = at + width - 1; i >= at; i--, value /= 10)
            target[i] = (char)('0' + value % 10);
    }

    public static string Padded(string head, long value, int width) => string.Create(head.Length + width, (head, value, width), static (text, key) =>
    {
        key.head.CopyTo(text);
        Put(text, key.head.Length, key.width, key.value);
    });

    private static char OrganisationCheck(ReadOnlySpan<char> eight)
    {
        ReadOnlySpan<int> weights = [3, 7, 9, 10, 5, 8, 4, 2];
        var sum = 0;
        for (var i = 0; i < 8; i++)
            sum += (eight[i] - '0') * weights[i];
        return (11 - sum % 11) switch { 10 => 'X', 11 => '0', var check => (char)('0' + check) };
    }
}
