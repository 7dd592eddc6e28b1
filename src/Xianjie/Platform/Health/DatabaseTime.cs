using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Xianjie.Platform.Health;

/// <summary>Times every command that goes to the database; nothing of what it asks is kept.</summary>
internal sealed class DatabaseTime : DbCommandInterceptor
{
    public static readonly DatabaseTime Instance = new();

    private static void Note(CommandExecutedEventData done) => Meters.Database.Record(done.Duration.TotalSeconds);

    public override DbDataReader ReaderExecuted(DbCommand command, CommandExecutedEventData eventData, DbDataReader result)
    {
        Note(eventData);
        return result;
    }

    public override ValueTask<DbDataReader> ReaderExecutedAsync(DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default)
    {
        Note(eventData);
        return new(result);
    }

    public override int NonQueryExecuted(DbCommand command, CommandExecutedEventData eventData, int result)
    {
        Note(eventData);
        return result;
    }

    public override ValueTask<int> NonQueryExecutedAsync(DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        Note(eventData);
        return new(result);
    }
}
