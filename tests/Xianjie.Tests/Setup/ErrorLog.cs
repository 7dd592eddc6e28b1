using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Xianjie.Tests.Setup;

/// <summary>Keeps the last that a server under test writes down as a warning or an error, for the message of a test that fails.</summary>
internal sealed class ErrorLog : ILoggerProvider, ILogger
{
    private const int Most = 10;
    private readonly ConcurrentQueue<string> errors = new();

    /// <summary>Everything since the last call.</summary>
    public string Take()
    {
        var all = string.Join('\n', errors);
        errors.Clear();
        return all;
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            errors.Enqueue($"{logLevel} {formatter(state, exception)}\n" + string.Join('\n', (exception?.ToString() ?? string.Empty).Split('\n').Where(l => !l.Contains(" Microsoft.", StringComparison.Ordinal)).Take(12)));
            while (errors.Count > Most)
                errors.TryDequeue(out _);
        }
    }

    public void Dispose()
    {
    }
}
