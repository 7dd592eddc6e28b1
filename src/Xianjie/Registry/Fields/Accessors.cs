using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using Xianjie.Platform.Protection;
using Xianjie.Screening;

namespace Xianjie.Registry.Fields;

/// <summary>Compiled access to the property of a column; sealed columns go through their sealed, index and tail properties.</summary>
internal static class Accessors
{
    private static readonly ConcurrentDictionary<PropertyInfo, Func<object, object?>> Getters = new();
    private static readonly ConcurrentDictionary<PropertyInfo, Action<object, object?>> Setters = new();

    /// <summary>The blind index of the last four characters of a citizen id, by which people search.</summary>
    public static byte[] TailIndex(Seal seal, string citizenId) => seal.Index(citizenId[^4..].ToUpperInvariant(), Sealed.CitizenId);

    public static (Func<object, object?> Get, Func<object, object?, bool> Set, Sealed? Kind) For(Column column, Type entity, Seal seal)
    {
        var name = PropertyName(column, entity);
        if (entity.GetProperty(name) is { } plain)
        {
            var (read, write) = (Getter(plain), Setter(plain));
            return (read, (e, value) => !Equals(read(e), value) && Write(write, e, value), null);
        }
        var kind = KindOf(column);
        var box = entity.GetProperty(name + "Sealed") ?? throw new InvalidOperationException($"{entity.Name} has no property for {column.English}.");
        var index = entity.GetProperty(name + "Index") ?? throw new InvalidOperationException($"{entity.Name} has no index for {column.English}.");
        var (getBox, setBox, setIndex) = (Getter(box), Setter(box), Setter(index));
        var setTail = entity.GetProperty(name + "Tail") is { } tail ? Setter(tail) : null;
        return (e => getBox(e) is byte[] sealed_ ? seal.Open(sealed_, kind) : null, Set, kind);

        bool Set(object entityObject, object? value)
        {
            var text = value as string;
            // The texts are compared, not the indexes: a stored one may be of the key before
            var old = getBox(entityObject) is byte[] held ? seal.Open(held, kind) : null;
            if (string.IsNullOrEmpty(text) ? old is null : old == text)
                return false;
            var fresh = string.IsNullOrEmpty(text) ? null : seal.Index(text, kind);
            setIndex(entityObject, fresh);
            setBox(entityObject, fresh is null ? null : seal.Close(text!, kind));
            setTail?.Invoke(entityObject, fresh is null ? null : TailIndex(seal, text!));
            return true;
        }
    }

    private static bool Write(Action<object, object?> write, object entity, object? value)
    {
        write(entity, value);
        return true;
    }

    private static Sealed KindOf(Column column) => column.Type switch
    {
        ColumnType.CitizenId => Sealed.CitizenId,
        ColumnType.Phone => Sealed.Phone,
        ColumnType.DisabilityCard => Sealed.Disability,
        _ => Sealed.BankCard,
    };

    public static string PropertyName(Column column, Type entity)
    {
        if (entity == typeof(Households.Measure) && column.English == "measure")
            return nameof(Households.Measure.Name);
        return string.Concat(column.English.Split('_').Select(part => char.ToUpperInvariant(part[0]) + part[1..]));
    }

    private static Func<object, object?> Getter(PropertyInfo property) => Getters.GetOrAdd(property, CompileGetter);

    private static Action<object, object?> Setter(PropertyInfo property) => Setters.GetOrAdd(property, CompileSetter);

    private static Func<object, object?> CompileGetter(PropertyInfo property)
    {
        var entity = Expression.Parameter(typeof(object));
        var read = Expression.Property(Expression.Convert(entity, property.DeclaringType!), property);
        return Expression.Lambda<Func<object, object?>>(Expression.Convert(read, typeof(object)), entity).Compile();
    }

    // Reflection's own setter reaches init-only properties too
    private static Action<object, object?> CompileSetter(PropertyInfo property)
    {
        var (entity, value) = (Expression.Parameter(typeof(object)), Expression.Parameter(typeof(object)));
        var write = Expression.Call(Expression.Convert(entity, property.DeclaringType!), property.SetMethod!, Expression.Convert(value, property.PropertyType));
        return Expression.Lambda<Action<object, object?>>(write, entity, value).Compile();
    }
}
