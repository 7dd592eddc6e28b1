namespace Xianjie.Tests.Platform.Attack.Fuzz;

/// <summary>Texts with which people and tools try to break what takes a text.</summary>
internal static class HostileText
{
    /// <summary>The name of an element and of an attribute that no page of the product has: where one is found, markup came through.</summary>
    public const string Element = "xj-probe", Attribute = "onxjprobe", Header = "X-Xj-Probe";

    public static readonly IReadOnlyList<string> All =
    [
        // markup
        $"<{Element}>", $"\"><{Element}>", $"'><{Element} {Attribute}=1>", $"\" {Attribute}=\"1", $"' {Attribute}='1", $"</script><{Element}>", $"</textarea><{Element}>", $"</title><{Element}>",
        $"<svg/onload={Attribute}>", "javascript:alert(1)", "data:text/html,<b>", $"<!--<{Element}>", $"]]><{Element}>", $"&lt;{Element}&gt;", "{{7*7}}", "${7*7}", "@(7*7)", "<%= 7*7 %>",
        // statements
        "' OR '1'='1", "'; DROP TABLE app_user; --", "1 UNION SELECT 1,2,3", "\\'; --", "%' ESCAPE '%", "_%\\", "$1", "@p0", "0x27", "';WAITFOR DELAY '0:0:5'--", "pg_sleep(5)", "\"\"\"", "``",
        // paths and addresses
        "../../../../etc/passwd", "..\\..\\..\\windows\\win.ini", "/etc/passwd", "%2e%2e%2f", "....//....//", "C:\\", "file:///etc/passwd", "//evil.example/x", "https://evil.example", "/\\evil.example",
        "http://169.254.169.254/latest", "con", "nul.txt", "a\0.xlsx",
        // lines and headers
        $"a\r\n{Header}: 1", $"a%0d%0a{Header}:%201", "a\nb\nc", "\u2028\u2029",
        // formulas and commands
        "=HYPERLINK(\"http://evil.example\")", "+1+1", "-1", "@SUM(A1)", "\t=1", "|calc", "$(id)", "`id`", "; id", "&& id",
        // characters
        "\u202e1002,下村", "张\u200b三", "\ufeff张三", "аdmin", "Ａｄｍｉｎ", "e\u0301\u0301\u0301\u0301\u0301", "𠮷", "👨‍👩‍👧‍👦", "\ud800", "\udc00\ud800", "\0", "\u0007\u001b[31m", "İıſ", "𝟙𝟚", "١٢٣", "①", "　", "\u00a0",
        // numbers and dates
        "0", "-0", "-1", "1e309", "1e-400", "NaN", "Infinity", "-Infinity", "2147483648", "-2147483649", "9223372036854775808", "99999999999999999999999999", "0.1000000000000000000001", "1,234,567", "０１２", "0x10", "1_000",
        "0001-01-01", "9999-12-31", "2026-02-30", "2026-13-01", "10000-01-01", "2026-2-3", "20260231", "2026-11-02T25:61:00", "202613", "000000", "24:00",
        // ids, words and structures
        "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff", "990101102201", "000000000000", "110101199003070000", "11010119900307867X", "null", "undefined", "true", "[]", "{}", "{\"a\":", "[[[[[[[[[[", "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>",
        "(a+)+$", "^(([a-z])+.)+[A-Z]([a-z])+$", "\\", "%", "%%", "%s%n", ";;;;", ",,,,", "", " ", "*", "?", "#", "&a=b",
    ];

    /// <summary>One text, or a very long one.</summary>
    public static string Any(Random random) => random.Next(40) switch
    {
        0 => new string('长', random.Next(1, 30_000)),
        1 => string.Concat(Enumerable.Repeat("a<", random.Next(1, 5_000))),
        2 => string.Concat(Enumerable.Range(0, random.Next(1, 60)).Select(_ => (char)random.Next(1, 0xFFFF))),
        _ => All[random.Next(All.Count)],
    };

    /// <summary>What stood there, with one place changed.</summary>
    public static string Bent(string value, Random random)
    {
        if (value.Length == 0)
            return Any(random);
        var at = random.Next(value.Length);
        return random.Next(5) switch
        {
            0 => value.Remove(at, 1),
            1 => value.Insert(at, Any(random)),
            2 => value[..at] + (char)(value[at] ^ (1 << random.Next(7))) + value[(at + 1)..],
            3 => value + value,
            _ => value[..at],
        };
    }
}
