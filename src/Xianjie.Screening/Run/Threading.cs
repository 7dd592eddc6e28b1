namespace Xianjie.Screening;

/// <summary>The same work on several threads of its own.</summary>
internal static class Threading
{
    /// <param name="threads">How many; 0 takes all cores.</param>
    /// <param name="work">Told its number from 0. The first failure of any thread is thrown when all have ended.</param>
    /// <exception cref="OperationCanceledException">A thread was cancelled.</exception>
    /// <exception cref="AggregateException">Threads failed.</exception>
    public static void RunAll(int threads, Action<int> work)
    {
        if (threads <= 0) threads = Environment.ProcessorCount;
        var failures = new List<Exception>();
        void Guarded(int number)
        {
            try
            {
                work(number);
            }
            catch (Exception failed)
            {
                lock (failures) failures.Add(failed);
            }
        }
        if (threads == 1) Guarded(0);
        else
        {
            var all = Enumerable.Range(0, threads).Select(i => new Thread(() => Guarded(i)) { IsBackground = true, Name = "screening " + i }).ToList();
            all.ForEach(t => t.Start());
            all.ForEach(t => t.Join());
        }
        if (failures.Find(f => f is OperationCanceledException) is { } cancelled) throw new OperationCanceledException(cancelled.Message, cancelled);
        if (failures.Count > 0) throw new AggregateException(failures);
    }
}
