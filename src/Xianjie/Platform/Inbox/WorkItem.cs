using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;

namespace Xianjie.Platform.Inbox;

internal enum WorkState { Open, Done, Withdrawn }

/// <summary>
/// 待办: one piece of work for the people of a role in a division (or for one named user), with the day by which it is due. It names
/// its subject by kind and id and carries the address of the page that does it.
/// </summary>
internal sealed class WorkItem : IInDivision, IRecorded
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Kind { get; init; }
    public required string Title { get; set; }
    public required string Link { get; set; }
    public required Guid Subject { get; init; }
    public required long Division { get; init; }
    public required string Role { get; init; }
    /// <summary>The one department whose officers it is for; null: not narrowed.</summary>
    public string? Department { get; init; }
    /// <summary>Accounts that must not do it, by their ids, whatever their role; null: nobody.</summary>
    public string? Barred { get; init; }
    /// <summary>The one colleague who has it; null: whoever of the role takes it first.</summary>
    public Guid? Assignee { get; set; }
    public string? AssigneeName { get; private set; }
    /// <summary>Who handed it over, and gets it back when it is returned.</summary>
    public Guid? HandedBy { get; private set; }
    public string? HandedByName { get; private set; }
    public DateOnly? RemindedOn { get; private set; }
    public int Reminders { get; private set; }
    /// <summary>Role of the next level, in whose inbox it stands too because it is overdue.</summary>
    public string? EscalatedTo { get; private set; }
    public DateOnly? EscalatedOn { get; private set; }
    public int Escalations { get; private set; }
    public required string CreatedBy { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateOnly Due { get; set; }
    public WorkState State { get; private set; } = WorkState.Open;
    public DateTimeOffset? ClosedAt { get; private set; }
    public string? ClosedBy { get; private set; }
    public string? Outcome { get; private set; }
    public int Version { get; private set; }

    /// <summary>In the place of a role: whoever holds the permission, whatever their role is called.</summary>
    public static string ForPermission(string permission) => "may:" + permission;

    /// <summary>The subject of work that is about no record: the same words give the same one, whoever asks.</summary>
    public static Guid SubjectOf(string words) => new(SHA256.HashData(Encoding.UTF8.GetBytes(words)).AsSpan(0, 16));

    public bool IsBarred(Guid account) => Barred?.Contains(account.ToString(), StringComparison.Ordinal) == true;

    public void HandOver((Guid Id, string Name) to, (Guid Id, string Name) by)
    {
        Demand(State == WorkState.Open);
        (Assignee, AssigneeName, HandedBy, HandedByName, Version) = (to.Id, to.Name, by.Id, by.Name, Version + 1);
    }

    /// <summary>Back to who handed it over.</summary>
    public void GiveBack()
    {
        Demand(State == WorkState.Open && HandedBy is not null);
        (Assignee, AssigneeName, HandedBy, HandedByName, Version) = (HandedBy, HandedByName, null, null, Version + 1);
    }

    /// <summary>What is to be done has changed; the same words change nothing.</summary>
    public void Retell(string title, string link, DateOnly due)
    {
        Demand(State == WorkState.Open);
        if ((title, link, due) != (Title, Link, Due))
            (Title, Link, Due, Version) = (title, link, due, Version + 1);
    }

    public void Remind(DateOnly today)
    {
        Demand(State == WorkState.Open && RemindedOn != today);
        (RemindedOn, Reminders, Version) = (today, Reminders + 1, Version + 1);
    }

    public void Escalate(string role, DateOnly today)
    {
        Demand(State == WorkState.Open);
        (EscalatedTo, EscalatedOn, Escalations, Version) = (role, today, Escalations + 1, Version + 1);
    }

    private static void Demand(bool holds)
    {
        if (!holds)
            throw new InvalidOperationException("The work item is not in a state for that.");
    }

    public void Finish(string by, DateTimeOffset at, string outcome) => Close(WorkState.Done, by, at, outcome);

    public void Withdraw(string by, DateTimeOffset at, string reason) => Close(WorkState.Withdrawn, by, at, reason);

    private void Close(WorkState state, string by, DateTimeOffset at, string outcome)
    {
        if (State != WorkState.Open)
            throw new InvalidOperationException("The work item is closed already.");
        (State, ClosedBy, ClosedAt, Outcome) = (state, by, at, outcome);
        Version++;
    }

    internal sealed class Mapping : IEntityTypeConfiguration<WorkItem>
    {
        public void Configure(EntityTypeBuilder<WorkItem> builder)
        {
            builder.ToTable("work_item");
            builder.Property(w => w.Kind).HasMaxLength(40);
            builder.Property(w => w.Title).HasMaxLength(300);
            builder.Property(w => w.Link).HasMaxLength(300);
            builder.Property(w => w.Role).HasMaxLength(60);
            builder.Property(w => w.Department).HasMaxLength(40);
            builder.Property(w => w.Barred).HasMaxLength(160);
            builder.Property(w => w.CreatedBy).HasMaxLength(200);
            builder.Property(w => w.ClosedBy).HasMaxLength(200);
            builder.Property(w => w.AssigneeName).HasMaxLength(60);
            builder.Property(w => w.HandedByName).HasMaxLength(60);
            builder.Property(w => w.EscalatedTo).HasMaxLength(40);
            builder.Property(w => w.Version).IsConcurrencyToken();
            builder.HasIndex(w => new { w.EscalatedTo, w.State, w.Division }); // what was escalated to a role
            builder.HasIndex(w => new { w.State, w.Due });                     // what is overdue, for the escalation
            builder.HasIndex(w => new { w.CreatedBy, w.State });               // what someone started
            builder.HasIndex(w => w.ClosedBy);                                 // what someone has done
            builder.HasIndex(w => new { w.Role, w.State, w.Division, w.Due }); // the inbox of a role in an area, soonest first
            builder.HasIndex(w => w.Subject);                                  // closing the work when its subject is done
        }
    }
}
