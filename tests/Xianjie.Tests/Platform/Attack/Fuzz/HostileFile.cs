using System.IO.Compression;
using System.Text;

namespace Xianjie.Tests.Platform.Attack.Fuzz;

/// <summary>Files with which people and tools try to break what takes a file: good ones with places changed, and such as are made to harm.</summary>
internal static class HostileFile
{
    private static readonly string[] Names =
        ["a.xlsx", "a.csv", "a.xls", "a.txt", "a.jpg", "a.png", "a.pdf", "a.docx", "a.zip", "..\\..\\a.csv", "../../a.csv", "a.csv.exe", "名单.xlsx", "con", "", "a\u202ecsv.xlsx", new string('n', 300) + ".csv", "a;b=\"c\".csv"];

    /// <param name="good">Files that the product takes.</param>
    public static (string Name, byte[] Content) Any(IReadOnlyList<byte[]> good, Random random)
    {
        var content = Content(good, random);
        for (var i = random.Next(4); i > 0 && content.Length > 0; i--)
            content[random.Next(content.Length)] = (byte)random.Next(256);
        if (random.Next(6) == 0)
            content = content[..random.Next(content.Length + 1)];
        return (Names[random.Next(Names.Length)], content);
    }

    private static byte[] Content(IReadOnlyList<byte[]> good, Random random) => random.Next(20) switch
    {
        0 => [],
        1 => Junk(random),
        2 => Encoding.UTF8.GetBytes(Rows(random)),
        3 => [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Rows(random))],
        4 => Encoding.Unicode.GetBytes(Rows(random)),
        5 => Encoding.UTF8.GetBytes("姓名,证件号码\n\"" + new string('x', random.Next(1, 200_000))),
        6 => Zip("xl/worksheets/sheet1.xml", new string(' ', 5_000_000)),
        7 => Zip("xl/workbook.xml", "<?xml version=\"1.0\"?><!DOCTYPE w [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;\">]><workbook>&c;</workbook>"),
        8 => [0xFF, 0xD8, 0xFF, 0xE1, 0xFF, 0xFF, .. Junk(random)],
        _ => Bent(good[random.Next(good.Count)], random),
    };

    private static byte[] Junk(Random random)
    {
        var junk = new byte[random.Next(1, 4_000)];
        random.NextBytes(junk);
        return junk;
    }

    private static string Rows(Random random)
    {
        var width = random.Next(1, 12);
        var text = new StringBuilder("户主姓名,户主证件号码,姓名,证件号码,与户主关系,行政区划代码,联系电话,年份,月份,金额,日期,备注\n");
        for (var row = random.Next(1, 20); row > 0; row--)
            text.AppendJoin(',', Enumerable.Range(0, width).Select(_ => '"' + HostileText.Any(random).Replace("\"", "\"\"", StringComparison.Ordinal) + '"')).Append('\n');
        return text.ToString();
    }

    private static byte[] Zip(string name, string text)
    {
        var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        using (var entry = zip.CreateEntry(name).Open())
            entry.Write(Encoding.UTF8.GetBytes(text));
        return memory.ToArray();
    }

    /// <summary>A good file with a few lines out of place or a few cells that hold something else.</summary>
    private static byte[] Bent(byte[] good, Random random)
    {
        if (good is [(byte)'P', (byte)'K', ..])
            return [.. good];
        var lines = Encoding.UTF8.GetString(good).Split('\n');
        for (var i = random.Next(1, 6); i > 0; i--)
        {
            var at = random.Next(lines.Length);
            var cells = lines[at].Split(',');
            cells[random.Next(cells.Length)] = '"' + HostileText.Any(random).Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
            lines[at] = string.Join(',', cells);
        }
        return Encoding.UTF8.GetBytes(string.Join('\n', lines));
    }
}
