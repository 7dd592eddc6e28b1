using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;
using Xianjie.Registry.Households;

namespace Xianjie.SocialRelief.Benefits;

/// <summary>
/// What one person received of one benefit in one year, gathered from the deliveries of departments. Derived from them alone by
/// <see cref="Refresh.ReliefJob"/>, which is why its changes are not recorded beside: the delivery with its receipt is the record.
/// </summary>
internal sealed class Benefit : IOfHousehold
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid HouseholdId { get; init; }
    public required Guid PersonId { get; init; }
    public required long Division { get; set; }
    public required string Name { get; init; }
    /// <summary>One of <see cref="BenefitKinds"/>.</summary>
    public required string Kind { get; init; }
    public required int Year { get; init; }
    public required int FirstMonth { get; init; }
    public required int LastMonth { get; init; }
    /// <summary>Payments or months.</summary>
    public required int Times { get; init; }
    /// <summary>分 in the year so far.</summary>
    public required long Amount { get; init; }
    /// <summary>Month and 分 of each payment: <c>10:52000;11:52000</c>.</summary>
    public required string Detail { get; init; }
    /// <summary>Still received on the day of the reading.</summary>
    public required bool IsCurrent { get; init; }
    /// <summary>The department that delivered it.</summary>
    public required string Source { get; init; }

    public IEnumerable<(int Month, long Amount)> Payments => Detail.Split(';', StringSplitOptions.RemoveEmptyEntries)
        .Select(p => p.Split(':')).Select(p => (int.Parse(p[0], CultureInfo.InvariantCulture), long.Parse(p[1], CultureInfo.InvariantCulture)));

    internal sealed class Mapping : IEntityTypeConfiguration<Benefit>
    {
        public void Configure(EntityTypeBuilder<Benefit> builder)
        {
            builder.ToTable("benefit");
            builder.Ignore(b => b.Payments);
            builder.Property(b => b.Name).HasMaxLength(120);
            builder.Property(b => b.Kind).HasMaxLength(40);
            builder.Property(b => b.Source).HasMaxLength(40);
            builder.HasIndex(b => new { b.HouseholdId, b.Year });          // the benefits of a household, newest year first
            builder.HasIndex(b => new { b.Year, b.Kind, b.Division });     // the list of a benefit in a year and area, and its sums
            builder.HasIndex(b => new { b.Division, b.Year });             // the list of an area; a village is written anew as a whole
        }
    }
}
