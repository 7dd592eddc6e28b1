using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;

namespace Xianjie.Overview.Supervision;

/// <summary>督办: a red light that somebody has to put right. 批示: a leader's words about a figure.</summary>
internal enum SupervisionKind { 督办, 批示 }

/// <summary>督办单 or 批示: about which figure, how it stood at that moment, who answers for it by when, what came of it.</summary>
internal sealed class SupervisionOrder : IInDivision, IRecorded
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required SupervisionKind Kind { get; init; }
    /// <summary>Key and way of counting of the indicator.</summary>
    public required string Indicator { get; init; }
    public required string Counted { get; init; }
    public required string Title { get; init; }
    /// <summary>The place of the figure.</summary>
    public required long Place { get; init; }
    /// <summary>The place of whoever answers, inside the place of the figure: who sees the order.</summary>
    public required long Division { get; init; }
    /// <summary>The day of the figure.</summary>
    public required DateOnly On { get; init; }
    /// <summary>The figure and its line as they stood when the order was given.</summary>
    public required string ValueThen { get; init; }
    public string? LineThen { get; init; }
    public required string Words { get; init; }
    /// <summary>责任单位 as it is called.</summary>
    public required string Unit { get; init; }
    public required string UnitRole { get; init; }
    public string? Department { get; init; }
    public required Guid IssuedById { get; init; }
    public required string IssuedBy { get; init; }
    /// <summary>Office of who gave it, for the work that goes back.</summary>
    public required string IssuerRole { get; init; }
    public required DateTimeOffset IssuedAt { get; init; }
    public SupervisionStep Step { get; private set; } = SupervisionProcess.Table.Start;
    public required DateOnly Due { get; set; }
    public string? Answer { get; private set; }
    public string? AnsweredBy { get; private set; }
    public DateOnly? AnsweredOn { get; private set; }
    public string? Verdict { get; private set; }
    public DateOnly? EndedOn { get; private set; }
    public int Version { get; private set; }

    public bool IsOpen => Step is SupervisionStep.待答复 or SupervisionStep.待审定;

    /// <exception cref="InvalidOperationException">The table has no such move.</exception>
    private void Move(SupervisionTrigger trigger) =>
        (Step, Version) = ((SupervisionProcess.Table.Find(Step, trigger) ?? throw new InvalidOperationException($"{trigger} is no move from {Step}.")).To, Version + 1);

    public void Reply(string words, string by, DateOnly on)
    {
        Move(SupervisionTrigger.答复);
        (Answer, AnsweredBy, AnsweredOn) = (words, by, on);
    }

    public void SendBack(string words, DateOnly due)
    {
        Move(SupervisionTrigger.退回);
        (Verdict, Due) = (words, due);
    }

    public void Close(string words, DateOnly on)
    {
        Move(SupervisionTrigger.办结);
        (Verdict, EndedOn) = (words, on);
    }

    public void Withdraw(string words, DateOnly on)
    {
        Move(SupervisionTrigger.撤回);
        (Verdict, EndedOn) = (words, on);
    }

    internal sealed class Mapping : IEntityTypeConfiguration<SupervisionOrder>
    {
        public void Configure(EntityTypeBuilder<SupervisionOrder> builder)
        {
            builder.ToTable("supervision_order");
            builder.Property(o => o.Indicator).HasMaxLength(60);
            builder.Property(o => o.Counted).HasMaxLength(4);
            builder.Property(o => o.Title).HasMaxLength(200);
            builder.Property(o => o.ValueThen).HasMaxLength(60);
            builder.Property(o => o.LineThen).HasMaxLength(60);
            builder.Property(o => o.Words).HasMaxLength(600);
            builder.Property(o => o.Unit).HasMaxLength(120);
            builder.Property(o => o.UnitRole).HasMaxLength(40);
            builder.Property(o => o.Department).HasMaxLength(40);
            builder.Property(o => o.IssuedBy).HasMaxLength(200);
            builder.Property(o => o.IssuerRole).HasMaxLength(40);
            builder.Property(o => o.Answer).HasMaxLength(1000);
            builder.Property(o => o.AnsweredBy).HasMaxLength(200);
            builder.Property(o => o.Verdict).HasMaxLength(600);
            builder.Property(o => o.Version).IsConcurrencyToken();
            builder.HasIndex(o => new { o.Step, o.Division, o.Due });       // the list of an area, and what is overdue in it
            builder.HasIndex(o => new { o.Indicator, o.Place, o.Step });    // whether a red light is being dealt with already
        }
    }
}
