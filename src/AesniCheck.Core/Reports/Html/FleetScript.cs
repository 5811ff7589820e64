using System.Security.Cryptography;
using System.Text;

namespace AesniCheck.Reports.Html;

/// <summary>
/// The only script of any page: it filters and sorts the table of a fleet's machines. The page is complete without it, and the policy of the page allows this
/// text alone, by its hash. It contains no character that XML would escape.
/// </summary>
internal static class FleetScript
{
    /// <summary>The script.</summary>
    public const string Text = """

        (function () {
          'use strict';
          var table = document.getElementById('machine-table');
          var body = table.tBodies[0];
          var rows = Array.from(body.rows);
          var words = rows.map(function (row) {
            return Array.from(row.cells).map(function (cell) { return cell.textContent; }).join(' ').toLowerCase();
          });

          var label = document.createElement('label');
          var field = document.createElement('input');
          var shown = document.createElement('span');
          field.type = 'search';
          shown.setAttribute('role', 'status');
          label.className = 'filter';
          label.append('Filter ', field, ' ', shown);
          table.parentNode.parentNode.insertBefore(label, table.parentNode);
          field.addEventListener('input', function () {
            var sought = field.value.toLowerCase().split(' ');
            var count = 0;
            rows.forEach(function (row, i) {
              row.hidden = !sought.every(function (word) { return words[i].includes(word); });
              count += row.hidden ? 0 : 1;
            });
            shown.textContent = field.value ? count + ' of ' + rows.length : '';
          });

          function key(row, column) {
            var cell = row.cells[column];
            return cell.dataset.key === undefined ? cell.textContent : cell.dataset.key;
          }

          Array.from(table.tHead.rows[0].cells).forEach(function (head, column) {
            var button = document.createElement('button');
            button.type = 'button';
            button.textContent = head.textContent;
            head.replaceChildren(button);
            button.addEventListener('click', function () {
              var falls = head.getAttribute('aria-sort') === 'ascending';
              Array.from(table.tHead.rows[0].cells).forEach(function (other) { other.removeAttribute('aria-sort'); });
              head.setAttribute('aria-sort', falls ? 'descending' : 'ascending');
              rows.slice().sort(function (one, other) {
                var order = key(one, column).localeCompare(key(other, column), 'en', { numeric: true });
                return falls ? -order : order;
              }).forEach(function (row) { body.append(row); });
            });
          });
        }());

        """;

    /// <summary>The source expression that allows it in a content security policy.</summary>
    public static string Source => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Text)))}'";
}
