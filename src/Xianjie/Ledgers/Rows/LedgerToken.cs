using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Ledgers.Definitions;
using Xianjie.Platform.Data;

namespace Xianjie.Ledgers.Rows;

/// <summary>
/// A value by which rows are found without reading the others (decision 0019): 64 bits of a hash of ledger, period, field and value. Never of a sealed field.
/// </summary>
internal sealed class LedgerToken : IInDivision
{
    public required long Token { get; init; }
    public required long Division { get; init; }
    public required Guid RowId { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<LedgerToken>
    {
        public void Configure(EntityTypeBuilder<LedgerToken> builder)
        {
            builder.ToTable("ledger_token");
            builder.HasKey(t => new { t.Token, t.Division, t.RowId }); // the rows of a value in the order of lists
        }
    }
}

/// <summary>The tokens of rows, and how they follow what is written.</summary>
internal static class Tokens
{
    private const string Named = "*";

    /// <summary>Fields that a list is filtered by.</summary>
    public static bool IsFilter(LedgerField field) => field is { IsSealed: false, Type: FieldType.Code or FieldType.Codes or FieldType.Bool };

    /// <summary>Fields by which rows of other ledgers may name a row of this one.</summary>
    public static bool IsName(LedgerField field) => field is { IsSealed: false, Unique: true, Type: not (FieldType.Person or FieldType.Formula or FieldType.Attachment) };

    public static long OfValue(string ledger, int period, string field, string value) => Hash($"{ledger}\u001f{period}\u001f{field}\u001f{value}");

    /// <summary>Of whatever period.</summary>
    public static long OfName(string ledger, string field, string value) => Hash($"{ledger}\u001f{Named}\u001f{field}\u001f{value}");

    public static HashSet<long> Of(Ledger ledger, int period, IReadOnlyDictionary<string, string> values)
    {
        var tokens = new HashSet<long>();
        foreach (var field in ledger.Entered)
        {
            if (values.GetValueOrDefault(field.English) is not { Length: > 0 } value)
                continue;
            if (IsFilter(field))
                tokens.UnionWith((field.Type == FieldType.Codes ? value.Split('、') : [value]).Select(v => OfValue(ledger.Key, period, field.English, v)));
            if (IsName(field))
                tokens.Add(OfName(ledger.Key, field.English, value));
        }
        return tokens;
    }

    public static IEnumerable<LedgerToken> Rows(LedgerRow row, IEnumerable<long> tokens) => tokens.Select(t => new LedgerToken { Token = t, Division = row.Division, RowId = row.Id });

    /// <summary>Writes what came and takes out what went; inside the caller's transaction where there are many.</summary>
    public static async Task MoveAsync(XianjieDb db, IReadOnlyList<(LedgerRow Row, HashSet<long> Before, HashSet<long> After)> changes, CancellationToken ct)
    {
        var gone = changes.SelectMany(c => c.Before.Except(c.After).Select(t => (Token: t, c.Row.Id, c.Row.Division))).GroupBy(t => (t.Token, t.Division));
        foreach (var group in gone)
        {
            var ((token, division), ids) = (group.Key, group.Select(g => g.Id).ToList());
            await db.Set<LedgerToken>().Where(t => t.Token == token && t.Division == division && ids.Contains(t.RowId)).ExecuteDeleteAsync(ct);
        }
        var fresh = changes.SelectMany(c => Rows(c.Row, c.After.Except(c.Before))).ToList();
        if (fresh.Count > 50 && db.Database.CurrentTransaction is not null)
            Bulk.Insert(db, fresh);
        else
            db.AddRange(fresh);
    }

    private static long Hash(string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        return BinaryPrimitives.ReadInt64BigEndian(hash);
    }
}
