using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;

namespace Xianjie.Registry.Counts;

/// <summary>Active households of a village that agree in type, risk state and marks.</summary>
internal sealed record CountCell(string Type, string RiskState, long Traits, int Households, int People);

/// <summary>
/// How many active households and people a village has, in all and by type × risk state × marks. Kept right in the transaction that
/// changes households; totals of lists and figures come from here, so that no page counts rows of a county.
/// </summary>
internal sealed class VillageCount : IInDivision
{
    public required long Division { get; init; }
    public int Households { get; set; }
    public int People { get; set; }
    /// <summary>Drawn anew with every recount, below 2^40: the sum over an area tells whoever keeps counts in memory whether they still hold.</summary>
    public long Stamp { get; set; }
    public required string Cells { get; set; }

    public static string Write(IEnumerable<CountCell> cells) => JsonSerializer.Serialize(cells);

    public static CountCell[] Read(string cells) => JsonSerializer.Deserialize<CountCell[]>(cells) ?? [];

    internal sealed class Mapping : IEntityTypeConfiguration<VillageCount>
    {
        public void Configure(EntityTypeBuilder<VillageCount> builder)
        {
            builder.ToTable("village_count");
            builder.HasKey(v => v.Division);
            builder.Property(v => v.Division).ValueGeneratedNever();
            builder.HasIndex(v => new { v.Division, v.Stamp }); // whether anything in an area was counted anew, without reading the cells
        }
    }
}
