using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;

namespace Xianjie.Platform.Changes;

/// <summary>Who does what, and why; every saved change of a recorded row carries it.</summary>
internal sealed record Act(string By, string What, string? Why = null, string? Evidence = null, Guid? Batch = null);

/// <summary>One change of one row: who, when, what, why, before and after. Written in the same transaction as the row.</summary>
internal sealed class Change : IInDivision
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required DateTimeOffset At { get; init; }
    public required string By { get; init; }
    public required string What { get; init; }
    public string? Why { get; init; }
    public string? Evidence { get; init; }
    /// <summary>Import batch or job that this change belongs to, so that it can be undone as a whole.</summary>
    public Guid? Batch { get; init; }
    /// <summary>The save that this change belongs to; also the id of its audit event.</summary>
    public Guid SetId { get; set; }
    /// <summary>Place within the save, from 0.</summary>
    public int Place { get; set; }
    public required string Object { get; init; }
    public required Guid ObjectId { get; init; }
    public long Division { get; init; }
    public string? Before { get; init; }
    public string? After { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<Change>
    {
        public void Configure(EntityTypeBuilder<Change> builder)
        {
            builder.ToTable("change");
            builder.Property(c => c.By).HasMaxLength(200);
            builder.Property(c => c.What).HasMaxLength(100);
            builder.Property(c => c.Object).HasMaxLength(60);
            builder.HasIndex(c => new { c.ObjectId, c.At }); // 轨迹 of one record
            builder.HasIndex(c => c.Batch);                  // undo of a batch
            builder.HasIndex(c => new { c.SetId, c.Place }); // the changes of one save, and their check
        }
    }
}

internal static class ChangeJson
{
    /// <summary>Chinese stays readable; enums by name.</summary>
    public static readonly JsonSerializerOptions Options = new()
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() },
    };
}

/// <summary>That this property changed is written down, what it was and became is not: hashes and keys have no place in a record that people read.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class UnrecordedAttribute : Attribute
{
    public const string Words = "（不留存）";
}
