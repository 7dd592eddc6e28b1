using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Screening;

namespace Xianjie.Platform.Access.RolesAsData;

/// <summary>
/// A role as a county (city, province) wants it from a day on: one of its own, or a shipped one with other permissions. The latest row in force wins;
/// none is ever changed.
/// </summary>
internal sealed class RoleDefinition : IRecorded
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Key { get; init; }
    public required string Title { get; init; }
    /// <summary>The shipped role whose inbox it shares.</summary>
    public required string Office { get; init; }
    public required long Division { get; init; }
    /// <summary>Parted by semicolons, as the other lists.</summary>
    public required string Permissions { get; init; }
    public required string Classes { get; init; }
    public required string Levels { get; init; }
    public required bool OneDepartment { get; init; }
    public required DateOnly ValidFrom { get; init; }
    /// <summary>No longer given to anyone, and those who have it can do nothing.</summary>
    public required bool Retired { get; init; }
    public required string By { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>The role; without any permission where it is retired or no data could have allowed it.</summary>
    public Role ToRole()
    {
        var permissions = Permissions.Split(';', StringSplitOptions.RemoveEmptyEntries);
        return new(Key, Title, Retired || Separation.Refusal(permissions) is not null ? [] : permissions.Where(Roles.Words.ContainsKey).ToFrozenSet())
        {
            Office = Office, OneDepartment = OneDepartment, Retired = Retired, Own = true,
            Levels = Levels.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<DivisionLevel>).ToFrozenSet(),
            Classes = Classes.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<ColumnClass>).ToFrozenSet(),
        };
    }

    internal sealed class Mapping : IEntityTypeConfiguration<RoleDefinition>
    {
        public void Configure(EntityTypeBuilder<RoleDefinition> builder)
        {
            builder.ToTable("role_definition");
            builder.Property(r => r.Key).HasMaxLength(40);
            builder.Property(r => r.Title).HasMaxLength(40);
            builder.Property(r => r.Office).HasMaxLength(40);
            builder.Property(r => r.Permissions).HasMaxLength(4000);
            builder.Property(r => r.Classes).HasMaxLength(60);
            builder.Property(r => r.Levels).HasMaxLength(100);
            builder.Property(r => r.By).HasMaxLength(200);
            builder.HasIndex(r => new { r.Key, r.Division, r.ValidFrom }); // a role in force, asked for with every page
        }
    }
}
