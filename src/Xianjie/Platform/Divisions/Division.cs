using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Xianjie.Platform.Divisions;

internal enum DivisionLevel { Province, City, County, Township, Village, Group }

/// <summary>A place of the statistical division list, by its 12-digit code, with the days on which it exists and what followed it.</summary>
internal sealed class Division
{
    /// <summary>12 digits as a number; a township's code ends in 000, a county's in 000000.</summary>
    public required long Code { get; init; }
    public required string Name { get; set; }
    public required DivisionLevel Level { get; init; }
    public long? Parent { get; init; }
    /// <summary>Urban-rural class of the statistics office: 111 … 220.</summary>
    public string? UrbanRural { get; init; }
    public DateOnly ValidFrom { get; init; } = new(2000, 1, 1);
    public DateOnly? ValidTo { get; set; }
    /// <summary>Codes that took over after a merger or a split, separated by <c>;</c>. Several: a person must choose.</summary>
    public string? Successors { get; set; }
    /// <summary>Outline as GeoJSON geometry, where known.</summary>
    public string? Outline { get; set; }
    public double? Longitude { get; set; }
    public double? Latitude { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<Division>
    {
        public void Configure(EntityTypeBuilder<Division> builder)
        {
            builder.ToTable("division");
            builder.HasKey(d => d.Code);
            builder.Property(d => d.Code).ValueGeneratedNever();
            builder.Property(d => d.Name).HasMaxLength(120);
            builder.HasIndex(d => d.Parent); // children of a place, for menus and drill-down
        }
    }
}
